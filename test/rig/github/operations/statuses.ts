import { invalidField, notFound, Refusal } from '../refusal.ts'
import { minimalRepositoryShape } from '../shapes/repository.ts'
import { repositoryApi } from '../shapes/addresses.ts'
import { simpleStatusShape, statusShape } from '../shapes/status.ts'
import type { CommitStatus } from '../state.ts'
import { type Call, callerIn, checkCommit, type Operation } from './operation.ts'
import { listReply, pageOf } from './pages.ts'

const longestDescription = 140
const mostOfOneContext = 1000

const createStatus: Operation = {
  id: 'repos/create-commit-status',
  needs: [{ statuses: 'write' }],
  async answer(call) {
    const { state, body } = call
    const sha = String(call.parameters['sha'])
    await checkCommit(call, sha)
    const status: CommitStatus = {
      id: state.nextId(),
      sha,
      context: (body['context'] as string | undefined) ?? 'default',
      state: body['state'] as CommitStatus['state'],
      description: descriptionIn(call),
      targetUrl: (body['target_url'] as string | null | undefined) ?? null,
      creator: callerIn(call).account,
      createdAt: state.now(),
    }
    checkRoom(state.statuses, status)
    state.statuses.push(status)
    const url = `${repositoryApi(state)}/statuses/${sha}`
    return { status: 201, body: statusShape(state, status), headers: { location: url } }
  },
}

const listStatuses: Operation = {
  id: 'repos/list-commit-statuses-for-ref',
  needs: [{ statuses: 'read' }],
  async answer(call) {
    const statuses = await statusesAt(call)
    return listReply(call, statuses, (status) => statusShape(call.state, status))
  },
}

const combinedStatus: Operation = {
  id: 'repos/get-combined-status-for-ref',
  needs: [{ statuses: 'read' }],
  async answer(call) {
    const { state } = call
    const sha = await commitIn(call)
    const latest = [...Map.groupBy(await statusesAt(call), ({ context }) => context).values()].flatMap(
      ([first]) => first ?? [],
    )
    const { items, headers } = pageOf(call, latest)
    const commit = `${repositoryApi(state)}/commits/${sha}`
    const body = {
      state: combined(latest),
      statuses: items.map((status) => simpleStatusShape(state, status)),
      sha,
      total_count: latest.length,
      repository: minimalRepositoryShape(state, state.repository),
      commit_url: commit,
      url: `${commit}/status`,
    }
    return { status: 200, body, headers }
  },
}

export const statusOperations = [createStatus, listStatuses, combinedStatus]

function descriptionIn({ body }: Call): string | null {
  const text = (body['description'] as string | null | undefined) ?? null
  if (text === null || Array.from(text).length <= longestDescription) return text
  const message = `description is too long (maximum is ${longestDescription} characters)`
  throw invalidField({ resource: 'Status', code: 'custom', field: 'description', message })
}

function checkRoom(statuses: readonly CommitStatus[], { sha, context }: CommitStatus): void {
  const same = statuses.filter((status) => status.sha === sha && status.context === context)
  if (same.length < mostOfOneContext) return
  throw new Refusal(422, 'This SHA and context has reached the maximum number of statuses.')
}

/** Newest first. */
async function statusesAt(call: Call): Promise<CommitStatus[]> {
  const commit = await commitIn(call)
  return call.state.statuses.filter(({ sha }) => sha === commit).reverse()
}

async function commitIn({ state, parameters }: Call): Promise<string> {
  const ref = String(parameters['ref'])
  const sha = state.git === undefined ? ref : await state.git.commitAt(ref)
  if (sha === undefined) throw notFound()
  return sha
}

function combined(latest: readonly CommitStatus[]): string {
  const states = new Set(latest.map(({ state }) => state))
  if (states.has('failure') || states.has('error')) return 'failure'
  return states.has('pending') || states.size === 0 ? 'pending' : 'success'
}
