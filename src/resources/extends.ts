import type { Problem } from '../diagnostic/problem.ts'
import { refusedRepository } from './repository-address.ts'
import type { Snapshot } from './snapshot.ts'

/** A commit of another repository, as a Project's `extends` names it: `acme/llm-platform@<commit>`. */
export interface Extends {
  /** As written: `owner/repository`, a URL, or a path. */
  readonly repository: string
  /** Full commit id, in lower case. */
  readonly commit: string
  /** How a reader knows it, and what the paths of its files begin with: `acme/llm-platform@4f1c9e2`. */
  readonly label: string
}

/**
 * Reads a commit of another repository; `withheld` where nobody that is trusted names that repository, so that nothing is
 * fetched from it. Throws IncompleteFault where it cannot be had.
 */
export type OpenExtended = (extended: Extends) => Promise<Snapshot | 'withheld'>

export type ReadExtends =
  | { readonly ok: true; readonly extended: Extends }
  | { readonly ok: false; readonly problem: Problem }

/** What the text of an `extends` names. A branch or a tag is refused: what it stands for changes without a review. */
export function readExtends(text: string): ReadExtends {
  if (text.length > longest) return notAllowed(`it has more than ${longest} characters`)
  const { repository, ref } = partsOf(text)
  const why = isShorthand(repository) ? undefined : refusedExtension(repository)
  if (why !== undefined) return notAllowed(why)
  if (ref === undefined || !fullCommit.test(ref))
    return { ok: false, problem: { code: 'extends-not-pinned', repository, found: ref } }
  const commit = ref.toLowerCase()
  return { ok: true, extended: { repository, commit, label: `${shortName(repository)}@${commit.slice(0, 7)}` } }
}

/** Far more than any address that somebody reviews. */
const longest = 300

function notAllowed(why: string): ReadExtends {
  return { ok: false, problem: { code: 'repository-not-allowed', why, to: 'read' } }
}

/** What a Project extends whose `extends` is known to be right; undefined where it has none. */
export function extendsOf(fields: { readonly extends?: unknown } | undefined): Extends | undefined {
  if (typeof fields?.extends !== 'string') return undefined
  const read = readExtends(fields.extends)
  return read.ok ? read.extended : undefined
}

/** `owner/repository` on the code host itself. */
export function isShorthand(repository: string): boolean {
  return /^[a-z\d][a-z\d-]*\/[\w.-]+$/i.test(repository) && !/\/\.+$/.test(repository)
}

const fullCommit = /^[\da-f]{40}$/i

/** A user before a host has an `@`, too: what follows the last one is no ref where it holds a `:`. */
function partsOf(text: string): { readonly repository: string; readonly ref: string | undefined } {
  const at = text.lastIndexOf('@')
  const ref = text.slice(at + 1)
  return at < 0 || ref.includes(':') ? { repository: text, ref: undefined } : { repository: text.slice(0, at), ref }
}

function refusedExtension(repository: string): string | undefined {
  const isPath = /^(\/|\.{1,2}\/)/.test(repository)
  const isElsewhere = repository.includes(':')
  if (!isPath && !isElsewhere) return 'a path begins with `/`, `./` or `../`'
  return refusedRepository(repository) ?? (isPlain(repository) ? undefined : 'an address has no such characters')
}

/** It is shown in many places, and nothing that is refused here is needed by anybody. */
function isPlain(repository: string): boolean {
  return /^[\w.:/@~+%-]+$/.test(repository)
}

/** Without scheme, user, steps upwards and `.git`. */
function shortName(repository: string): string {
  return repository
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/^[^/@]*@/, '')
    .replace(/^(\.{0,2}\/)+/, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
}
