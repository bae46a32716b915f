import { notFound, Refusal } from '../refusal.ts'
import { checkRunShape } from '../shapes/check-run.ts'
import { type CheckAnnotation, type CheckRun, replace } from '../state.ts'
import type { Caller } from '../tokens.ts'
import { type Call, callerIn, checkCommit, ok, type Operation } from './operation.ts'
import { countedReply } from './pages.ts'

const createCheckRun: Operation = {
  id: 'checks/create',
  needs: [{ checks: 'write' }],
  async answer(call) {
    const { state, body } = call
    const app = appOf(callerIn(call))
    const sha = String(body['head_sha'])
    await checkCommit(call, sha)
    const fresh: CheckRun = { ...blank, id: state.nextId(), sha, app, startedAt: state.now() }
    const run = written(call, fresh)
    state.checkRuns.push(run)
    return { status: 201, body: checkRunShape(state, run) }
  },
}

const updateCheckRun: Operation = {
  id: 'checks/update',
  needs: [{ checks: 'write' }],
  answer(call) {
    const { state, parameters } = call
    const run = state.checkRuns.find(({ id }) => id === parameters['check_run_id'])
    if (run === undefined) throw notFound()
    const message = `Invalid app_id - check run can only be modified by the GitHub App that created it.`
    if (run.app !== appOf(callerIn(call))) throw new Refusal(403, message)
    return ok(checkRunShape(state, replace(state.checkRuns, written(call, run))))
  },
}

const listCheckRuns: Operation = {
  id: 'checks/list-for-ref',
  needs: [{ checks: 'read' }],
  async answer(call) {
    const { state, parameters } = call
    const { ref, check_name: name, status } = parameters
    const commit = (await state.git?.commitAt(String(ref))) ?? ref
    const runs = state.checkRuns.filter(
      (run) =>
        run.sha === commit &&
        (name === undefined || run.name === name) &&
        (status === undefined || run.status === status),
    )
    const latest = parameters['filter'] === 'all' ? runs : latestOfEach(runs)
    return countedReply(call, 'check_runs', latest.toReversed(), (run) => checkRunShape(state, run))
  },
}

export const checkRunOperations = [createCheckRun, updateCheckRun, listCheckRuns]

const blank: Omit<CheckRun, 'id' | 'sha' | 'app'> = {
  name: '',
  status: 'queued',
  conclusion: null,
  title: null,
  summary: null,
  text: null,
  detailsUrl: null,
  externalId: '',
  annotations: [],
  startedAt: null,
  completedAt: null,
}

interface Output {
  readonly title?: string
  readonly summary?: string
  readonly text?: string
  readonly annotations?: readonly CheckAnnotation[]
}

/** What a request says replaces what was there, but annotations are added. */
function written({ body, state }: Call, run: CheckRun): CheckRun {
  const said = <T>(field: string, before: T): T => (body[field] as T | undefined) ?? before
  const output = said<Output>('output', {})
  const conclusion = said('conclusion', run.conclusion)
  const status = conclusion === null ? said('status', run.status) : 'completed'
  return {
    ...run,
    name: said('name', run.name),
    status,
    conclusion,
    title: output.title ?? run.title,
    summary: output.summary ?? run.summary,
    text: output.text ?? run.text,
    detailsUrl: said('details_url', run.detailsUrl),
    externalId: said('external_id', run.externalId),
    annotations: [...run.annotations, ...(output.annotations ?? [])],
    startedAt: said('started_at', run.startedAt),
    completedAt: said('completed_at', status === 'completed' ? (run.completedAt ?? state.now()) : null),
  }
}

function appOf({ app }: Caller): string {
  if (app === undefined) throw new Refusal(403, 'You must authenticate via a GitHub App.')
  return app
}

function latestOfEach(runs: readonly CheckRun[]): CheckRun[] {
  return [...new Map(runs.map((run) => [`${run.app} ${run.name}`, run])).values()]
}
