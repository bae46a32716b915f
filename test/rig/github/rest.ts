import { checkReply, checkRequest } from './openapi/checks.ts'
import { type Match, matchOperation } from './openapi/description.ts'
import type { Reply } from './operations/operation.ts'
import { operations } from './operations/list.ts'
import { headersOf, type RateLimiter } from './rate-limit.ts'
import { Refusal } from './refusal.ts'
import { refused } from './replies.ts'
import type { Incoming } from './incoming.ts'
import { fullName } from './shapes/addresses.ts'
import type { State } from './state.ts'
import { type Caller, callerOf, checkPermission, seesRepository } from './tokens.ts'

/** Answers a REST request as GitHub would, and notes where either side leaves the description. */
export async function answerRest(state: State, limiter: RateLimiter, incoming: Incoming): Promise<Reply> {
  const { method, path, url } = incoming
  const note = (problem: string) => state.problems.push(`${method} ${path}${url.search}: ${problem}`)
  const match = matchOperation(method, path)
  const reply = await answerMatch(state, limiter, incoming, match, note).catch(refused)
  if (match !== undefined && reply.status !== 501)
    for (const problem of checkReply(match.operation, reply)) note(problem)
  return { ...reply, headers: { ...headersOf(limiter.now()), ...reply.headers } }
}

type Note = (problem: string) => void

async function answerMatch(
  state: State,
  limiter: RateLimiter,
  incoming: Incoming,
  match: Match | undefined,
  note: Note,
): Promise<Reply> {
  checkAgent(incoming, note)
  const caller = callerOf(state, incoming.token)
  if (match?.operation.id !== 'rate-limit/get') limiter.take(caller)
  if (match === undefined) note('is not an operation of the description')
  if (match === undefined || !visible(state, caller, match)) throw new Refusal(404, 'Not Found')
  const { values, problems } = checkRequest(match, { ...incoming, query: incoming.url.searchParams })
  for (const problem of problems) note(problem)
  const operation = operations.get(match.operation.id)
  if (operation === undefined) return notImplemented(match, note)
  checkPermission(state, caller, operation.needs)
  if (problems.length > 0) throw new Refusal(422, `Invalid request.\n\n${problems.join('\n')}`)
  const body = (incoming.body ?? {}) as Record<string, unknown>
  return operation.answer({ state, caller, parameters: values, body, url: incoming.url, rateLimit: limiter.now() })
}

function checkAgent({ headers }: Incoming, note: Note): void {
  if (headers['user-agent'] !== undefined) return
  note('user-agent is missing')
  throw new Refusal(
    403,
    'Request forbidden by administrative rules. Please make sure your request has a User-Agent header',
  )
}

/** There is one repository, whose name may be written in any case; and what belongs to none. */
function visible(state: State, caller: Caller | undefined, { parameters }: Match): boolean {
  const { owner, repo } = parameters
  if (owner === undefined || repo === undefined) return true
  const named = `${owner}/${repo}`.toLowerCase() === fullName(state.repository).toLowerCase()
  return named && seesRepository(state, caller)
}

function notImplemented({ operation }: Match, note: Note): Reply {
  const message = `The fake GitHub has no ${operation.id} yet; test/rig/github/operations/ is the place.`
  note(message)
  return { status: 501, body: { message } }
}
