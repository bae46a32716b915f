import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { promisify } from 'node:util'
import { scrubbedEnvironment } from '../environment.ts'

const execute = promisify(execFile)

/** The bare repository, as the server itself works on it. */
export interface GitSide {
  /** The folder of the bare repository. */
  readonly path: string
  /** Runs git there and gives its output without the final newline. Rejects with git's own words. */
  readonly git: (...args: readonly string[]) => Promise<string>
  /** As `git`, but undefined where git fails. */
  readonly attempt: (...args: readonly string[]) => Promise<string | undefined>
  /** The commit that a name or sha means; undefined where there is none. */
  readonly commitAt: (name: string) => Promise<string | undefined>
}

export interface Signature {
  readonly name: string
  readonly email: string
  readonly date: string
}

export interface CommitFacts {
  readonly sha: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly author: Signature
  readonly committer: Signature
  readonly message: string
}

export interface FileChange {
  readonly path: string
  readonly before: string | undefined
  readonly status: 'added' | 'removed' | 'modified' | 'renamed'
  readonly additions: number
  readonly deletions: number
  /** Of the blob afterwards; null for a removed file. */
  readonly sha: string | null
}

export function gitSide(path: string): GitSide {
  const env = {
    ...scrubbedEnvironment('/nonexistent', tmpdir()),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'GitHub',
    GIT_AUTHOR_EMAIL: 'noreply@github.com',
    GIT_AUTHOR_DATE: '2026-01-06T09:00:00Z',
    GIT_COMMITTER_NAME: 'GitHub',
    GIT_COMMITTER_EMAIL: 'noreply@github.com',
    GIT_COMMITTER_DATE: '2026-01-06T09:00:00Z',
  }
  const git = async (...args: readonly string[]): Promise<string> => {
    const { stdout } = await execute('git', args, { cwd: path, env, maxBuffer: 2 ** 28 })
    return stdout.replace(/\n$/, '')
  }
  const attempt = (...args: readonly string[]) => git(...args).catch(() => undefined)
  const commitAt = (name: string) => attempt('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`)
  return { path, git, attempt, commitAt }
}

/** Commits in git's own order, newest first: one for `-1 sha`, several for `base..head`. */
export async function readCommits({ git }: GitSide, ...range: readonly string[]): Promise<readonly CommitFacts[]> {
  const format = '%H%x00%T%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B%x01'
  const records = (await git('log', `--format=${format}`, ...range)).split('\x01')
  return records.slice(0, -1).map((record) => factsOf(record.replace(/^\n/, '').split('\0')))
}

/** What lies between two commits, by path. */
export async function readChanges({ git }: GitSide, from: string, to: string): Promise<readonly FileChange[]> {
  const raw = fieldsOf(await git('diff', '--raw', '-M', '-z', '--no-abbrev', from, to))
  const counts = await readCounts(git, from, to)
  const changes: FileChange[] = []
  while (raw.length > 0) {
    const [, , , sha = '', letter = ''] = (raw.shift() ?? '').split(' ')
    const first = raw.shift() ?? ''
    const path = letter.startsWith('R') ? (raw.shift() ?? '') : first
    const [additions = 0, deletions = 0] = counts.get(path) ?? []
    changes.push({
      path,
      before: path === first ? undefined : first,
      status: statuses[letter[0] ?? ''] ?? 'modified',
      additions,
      deletions,
      sha: letter === 'D' ? null : sha,
    })
  }
  return changes
}

const statuses: Readonly<Record<string, FileChange['status']>> = { A: 'added', D: 'removed', R: 'renamed' }

async function readCounts(git: GitSide['git'], from: string, to: string): Promise<Map<string, readonly number[]>> {
  const lines = fieldsOf(await git('diff', '--numstat', '-M', '-z', from, to))
  const counts = new Map<string, readonly number[]>()
  while (lines.length > 0) {
    const [additions = '', deletions = '', path = ''] = (lines.shift() ?? '').split('\t')
    if (path === '') lines.shift() // a rename: the old path, then the new one
    counts.set(path === '' ? (lines.shift() ?? '') : path, [Number(additions) || 0, Number(deletions) || 0])
  }
  return counts
}

function fieldsOf(output: string): string[] {
  return output.split('\0').slice(0, -1)
}

function factsOf(fields: readonly string[]): CommitFacts {
  const [sha = '', tree = '', parents = '', ...rest] = fields
  const [name = '', email = '', date = '', committer = '', committerEmail = '', committed = '', message = ''] = rest
  return {
    sha,
    tree,
    parents: parents.split(' ').filter((parent) => parent !== ''),
    author: { name, email, date },
    committer: { name: committer, email: committerEmail, date: committed },
    message: message.trimEnd(),
  }
}
