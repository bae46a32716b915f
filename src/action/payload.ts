import { UsageFault } from '../diagnostic/fault.ts'

/**
 * A webhook's payload. Whoever names a branch, opens a pull request or chooses a login wrote a part of it: every field is
 * looked at before it is used.
 */
export interface Payload {
  readonly event: string
  readonly content: unknown
}

/** What stands at a path of keys; undefined where there is nothing. */
export function valueAt({ content }: Payload, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    return (value as Readonly<Record<string, unknown>>)[key]
  }, content)
}

/** A full commit id. Throws UsageFault where there is none. */
export function commitAt(payload: Payload, path: string): string {
  return checked(payload, path, 'a commit', isCommit)
}

/** The name of a branch, which may itself begin with `refs/heads/`. Throws UsageFault where there is none. */
export function branchAt(payload: Payload, path: string): string {
  return checked(payload, path, 'a branch', isBranch)
}

/** The name of the branch that a ref, `refs/heads/…`, is of. Throws UsageFault where there is none. */
export function branchOfRefAt(payload: Payload, path: string): string {
  return branchAt(payload, path).replace(/^refs\/heads\//, '')
}

/** The login of a user or organisation. Throws UsageFault where there is none. */
export function loginAt(payload: Payload, path: string): string {
  return checked(payload, path, 'a login', (value): value is string => is(value, /^[\w-]{1,100}(\[bot\])?$/))
}

/** The number of a pull request, or the id of a repository. Throws UsageFault where there is none. */
export function numberAt(payload: Payload, path: string): number {
  return checked(
    payload,
    path,
    'a number',
    (value): value is number => Number.isSafeInteger(value) && Number(value) > 0,
  )
}

export function isCommit(value: unknown): value is string {
  return is(value, /^[0-9a-f]{40}([0-9a-f]{24})?$/)
}

/** What Git takes for a name of a branch, and no shell, URL or option could be misled by. */
export function isBranch(value: unknown): value is string {
  return is(value, /^(?![-/])[^\p{C}\p{Z}~^:?*[\\]{1,255}$/u) && !/\.\.|@\{|\/\/|\/\.|\.lock($|\/)|[./]$/.test(value)
}

function is(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value)
}

function checked<T>(payload: Payload, path: string, what: string, holds: (value: unknown) => value is T): T {
  const value = valueAt(payload, path)
  if (!holds(value)) throw new UsageFault(`the payload of ${payload.event} has no ${path} that is ${what}`)
  return value
}
