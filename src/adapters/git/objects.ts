import { type GitOptions, type GitResult, git } from './git.ts'
import { GitFault, gitWords } from './git-fault.ts'
import type { Repository } from './repository.ts'

/** Who commits. */
export interface Identity {
  readonly name: string
  readonly email: string
}

/** An address that GitHub gives to nobody else. */
export const defaultIdentity: Identity = { name: 'llmops', email: 'llmops@users.noreply.github.com' }

export interface CommitFields {
  readonly tree: string
  readonly parent: string | undefined
  readonly identity: Identity
  /** ISO 8601; a commit has whole seconds. */
  readonly at: string
  readonly message: string
}

/** Runs Git; one that cannot be started or takes too long is a failure like any other. */
export async function tryGit(
  repository: Repository,
  args: readonly string[],
  options: GitOptions = {},
): Promise<GitResult> {
  try {
    return await git(repository, args, options)
  } catch (error) {
    return { code: -1, stdout: '', stderr: error instanceof Error ? error.message : String(error) }
  }
}

/** The trimmed output. Throws GitFault where Git fails. */
export async function gitOutput(
  repository: Repository,
  args: readonly string[],
  options: GitOptions = {},
): Promise<string> {
  const result = await tryGit(repository, args, options)
  if (result.code !== 0) throw new GitFault(gitWords(result))
  return result.stdout.trim()
}

/** Puts bytes into the object database, as they are: no filter, no line ends. */
export function writeBlob(repository: Repository, bytes: string | Uint8Array): Promise<string> {
  return gitOutput(repository, ['hash-object', '-w', '--stdin'], { input: bytes })
}

/**
 * Puts a commit into the object database; the same fields are the same commit. Written as the object it is, so that no
 * setting of the user's (identity, signing, encoding) and no hook has a part in it.
 */
export function writeCommit(repository: Repository, fields: CommitFields): Promise<string> {
  const { tree, parent, identity, at, message } = fields
  const who = `${plain(identity.name)} <${plain(identity.email)}> ${Math.floor(Date.parse(at) / 1000)} +0000`
  const parents = parent === undefined ? '' : `parent ${parent}\n`
  const input = `tree ${tree}\n${parents}author ${who}\ncommitter ${who}\n\n${message}`
  return gitOutput(repository, ['hash-object', '-w', '--stdin', '-t', 'commit'], { input })
}

/** Neither ends the line nor the address. */
function plain(text: string): string {
  return text.replaceAll(/[<>\p{Cc}]/gu, '').trim()
}
