import { Refusal } from './refusal.ts'
import type { Account, State } from './state.ts'

export type Access = 'read' | 'write' | 'none'

/** What a token may do to the repository; what is not named is `none`. `metadata: read` is always there. */
export type Permissions = Readonly<
  Partial<Record<'contents' | 'issues' | 'pullRequests' | 'checks' | 'statuses' | 'actions' | 'deployments', Access>>
>

/** Whose token it is. Default: the app `github-actions`, of which every `GITHUB_TOKEN` is. */
export type Identity = { readonly app: string } | { readonly user: string }

export interface Caller {
  readonly token: string
  readonly account: Account
  /** The slug of the app whose installation this is; undefined for a person's token. */
  readonly app: string | undefined
  readonly permissions: Permissions
}

/** Sets of permissions, one of which must be held whole; `[{}]` is seeing the repository. `'user'`: a person's token. */
export type Needs = readonly Permissions[] | 'anybody' | 'user'

export function issueToken(state: State, permissions: Permissions, as: Identity): string {
  const serial = String(state.callers.size + 1)
  const app = 'app' in as ? as.app : undefined
  const token = app === undefined ? `github_pat_${serial.padStart(22, '0')}` : `ghs_${serial.padStart(36, '0')}`
  const account = state.account('app' in as ? `${as.app}[bot]` : as.user)
  state.callers.set(token, { token, account, app, permissions })
  return token
}

/** The token that a header carries: `token X` and `Bearer X` for the API, `Basic base64(name:X)` for Git. */
export function tokenIn(authorization: string | undefined): string | undefined {
  const [, scheme = '', value = ''] = /^(token|bearer|basic) +(\S+)$/i.exec(authorization ?? '') ?? []
  if (scheme.toLowerCase() !== 'basic') return value === '' ? authorization : value
  return Buffer.from(value, 'base64')
    .toString('utf8')
    .replace(/^[^:]*:/, '')
}

/** Who calls; undefined without a token. Throws for a token that nobody has issued. */
export function callerOf(state: State, token: string | undefined): Caller | undefined {
  const caller = state.callers.get(token ?? '')
  if (token !== undefined && caller === undefined) throw new Refusal(401, 'Bad credentials')
  return caller
}

/** Whether the repository exists for this caller. A person's token without any permission was not given it. */
export function seesRepository(state: State, caller: Caller | undefined): boolean {
  if (!state.repository.private) return true
  return caller !== undefined && (caller.app !== undefined || Object.keys(caller.permissions).length > 0)
}

/** Throws as GitHub refuses: 401 to nobody, 403 for what the token may not do. */
export function checkPermission(state: State, caller: Caller | undefined, needs: Needs): void {
  if (needs === 'anybody') return
  if (needs === 'user') return checkPerson(caller)
  const reads = needs.every((set) => Object.values(set).every((access) => access === 'read'))
  if (reads && !state.repository.private) return
  if (caller === undefined) throw new Refusal(401, 'Requires authentication')
  if (needs.some((set) => holds(caller.permissions, set))) return
  throw new Refusal(403, notAccessible(caller), { 'x-accepted-github-permissions': headerOf(needs) })
}

/** Whether every permission of `set` is held; writing includes reading. */
export function holds(held: Permissions, set: Permissions): boolean {
  return Object.entries(set).every(([name, access]) => {
    const has = held[name as keyof Permissions] ?? 'none'
    return has === access || has === 'write'
  })
}

/** `issues=write; pull_requests=write`: sets apart by semicolons, what one set wants by commas. */
export function headerOf(needs: readonly Permissions[]): string {
  const sets = needs.map((set) => Object.entries(set).map(([name, access]) => `${snakeCase(name)}=${access}`))
  return sets.map((set) => (set.length === 0 ? 'metadata=read' : set.join(','))).join('; ')
}

function checkPerson(caller: Caller | undefined): void {
  if (caller === undefined) throw new Refusal(401, 'Requires authentication')
  if (caller.app !== undefined) throw new Refusal(403, notAccessible(caller))
}

function notAccessible({ app }: Caller): string {
  return `Resource not accessible by ${app === undefined ? 'personal access token' : 'integration'}`
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
