import type { Incoming } from './incoming.ts'
import type { Reply } from './operations/operation.ts'
import { isObject } from '../random.ts'
import { Refusal } from './refusal.ts'
import type { State } from './state.ts'
import { callerOf } from './tokens.ts'

/** GraphQL has one question here: who am I? */
export function answerGraphql(state: State, { method, token, body }: Incoming): Reply {
  const caller = callerOf(state, token)
  if (caller === undefined) throw new Refusal(401, 'This endpoint requires you to be authenticated.')
  const query = isObject(body) ? String(body['query']).replaceAll(/\s+/g, '') : ''
  if (method === 'POST' && /^(query)?\{viewer\{login\}\}$/.test(query))
    return { status: 200, body: { data: { viewer: { login: caller.account.login } } } }
  state.problems.push(`${method} graphql: only { viewer { login } } is known, not ${JSON.stringify(body)}`)
  return {
    status: 200,
    body: { errors: [{ type: 'undefinedField', message: 'The fake GitHub knows only viewer.login' }] },
  }
}
