import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { scrubbedEnvironment } from './environment.ts'
import { temporaryDirectory } from './temp.ts'

const execute = promisify(execFile)
const gitEnvironment = {
  ...scrubbedEnvironment('/nonexistent', tmpdir()),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'Ada Author',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Carl Committer',
  GIT_COMMITTER_EMAIL: 'carl@example.com',
}
const firstCommitAt = Date.parse('2026-01-05T09:00:00Z') / 1000

/** Paths from the repository's root, with `/`; `null` deletes. */
export type Files = Readonly<Record<string, string | Uint8Array | null>>

export interface Repository extends AsyncDisposable {
  readonly dir: string
  /** Runs git here and returns its output without the final newline. Rejects with git's own words when it fails. */
  git(...args: readonly string[]): Promise<string>
  /** Changes the work tree only. */
  write(files: Files): Promise<void>
  /** Writes `files`, stages everything and commits, also when nothing changed. Returns the full sha. */
  commit(message: string, files?: Files): Promise<string>
  /** Creates a branch at `from` (default: where HEAD is) and switches to it. */
  branch(name: string, from?: string): Promise<void>
  checkout(ref: string): Promise<void>
  /** Merges into the current branch, always with a merge commit, and returns its sha: a pull request's test merge. */
  merge(branch: string, message?: string): Promise<string>
  /** A new bare repository that has all branches and tags of this one, and is a remote of it. */
  bareRemote(options?: RemoteOptions): Promise<BareRemote>
}

export interface RemoteOptions {
  /**
   * Which commits may be fetched by their sha: those a ref points at, those a ref reaches, or any. Default `any`, as GitHub.
   * Git refuses only under protocol 0 or 1 (`-c protocol.version=0`); version 2 serves whatever the remote holds.
   */
  readonly wants?: 'tips' | 'reachable' | 'any'
  /** What this repository calls the remote. Default `origin`. */
  readonly name?: string
}

export interface BareRemote extends AsyncDisposable {
  readonly path: string
  /** file://, so that a clone goes through the real protocol and may be shallow. */
  readonly url: string
  git(...args: readonly string[]): Promise<string>
}

/** A repository on `main` with one commit of `files`, equal inputs giving equal shas. */
export async function makeRepository(options: { readonly files?: Files } = {}): Promise<Repository> {
  const repository = await emptyRepository()
  await repository.commit('Start', options.files)
  return repository
}

/**
 * The last `depth` commits of a branch, full ref or sha, fetched as actions/checkout does: a branch is checked out under
 * its name, anything else detached.
 */
export async function cloneShallow(remoteUrl: string, depth: number, ref = 'main'): Promise<Repository> {
  const clock = { seconds: firstCommitAt }
  const repository = await emptyRepository(clock)
  await repository.git('remote', 'add', 'origin', remoteUrl)
  const isBranch = (await repository.git('ls-remote', 'origin', `refs/heads/${ref}`)) !== ''
  const refspec = isBranch ? `+refs/heads/${ref}:refs/remotes/origin/${ref}` : ref
  await repository.git('fetch', '--no-tags', `--depth=${depth}`, 'origin', refspec)
  if (isBranch) await repository.git('checkout', '-B', ref, `refs/remotes/origin/${ref}`)
  else await repository.git('checkout', '--detach', 'FETCH_HEAD')
  clock.seconds = Number(await repository.git('log', '-1', '--format=%ct')) + 60
  return repository
}

async function emptyRepository(clock: Clock = { seconds: firstCommitAt }): Promise<Repository> {
  const directory = await temporaryDirectory('repository')
  const dir = directory.path
  const git = gitIn(dir, clock)
  await git('init', '--initial-branch=main')
  await git('config', 'core.autocrlf', 'false')
  await git('config', 'gc.auto', '0')
  return {
    dir,
    git,
    write: (files) => writeFiles(dir, files),
    async commit(message, files = {}) {
      await writeFiles(dir, files)
      await git('add', '--all')
      await git('commit', '--allow-empty', '--no-verify', `--message=${message}`)
      return git('rev-parse', 'HEAD')
    },
    branch: async (name, from = 'HEAD') => void (await git('checkout', '-b', name, from)),
    checkout: async (ref) => void (await git('checkout', ref)),
    async merge(branch, message = `Merge ${branch}`) {
      await git('merge', '--no-ff', '--no-verify', `--message=${message}`, branch)
      return git('rev-parse', 'HEAD')
    },
    bareRemote: (options) => bareRemote(git, options),
    [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose](),
  }
}

async function bareRemote(git: Repository['git'], options: RemoteOptions = {}): Promise<BareRemote> {
  const { wants = 'any', name = 'origin' } = options
  const directory = await temporaryDirectory('remote')
  const remote = gitIn(directory.path, { seconds: firstCommitAt })
  await remote('init', '--bare', '--initial-branch=main')
  const allowed = { tips: 'TipSHA1InWant', reachable: 'ReachableSHA1InWant', any: 'AnySHA1InWant' }[wants]
  await remote('config', `uploadpack.allow${allowed}`, 'true') // setting another to false would take this one away, too
  await remote('config', 'uploadpack.allowFilter', 'true')
  const url = pathToFileURL(directory.path).href
  await git('remote', 'add', name, url)
  await git('push', name, 'refs/heads/*:refs/heads/*', 'refs/tags/*:refs/tags/*')
  return { path: directory.path, url, git: remote, [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose]() }
}

interface Clock {
  seconds: number
}

/** Git in `dir` with a fixed identity and a clock of its own, one minute later at every call. */
function gitIn(dir: string, clock: Clock): Repository['git'] {
  return async (...args) => {
    const date = `${clock.seconds} +0000`
    clock.seconds += 60
    const env = { ...gitEnvironment, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }
    const { stdout } = await execute('git', args, { cwd: dir, env, maxBuffer: 2 ** 28 })
    return stdout.replace(/\n$/, '')
  }
}

async function writeFiles(dir: string, files: Files): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const file = join(dir, path)
    if (content === null) {
      await rm(file, { force: true, recursive: true })
    } else {
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, content)
    }
  }
}
