import { chmod, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type BareRemote, makeRepository, type Repository } from '../rig/git.ts'
import type { Finished, Running } from '../rig/run.ts'

/** Where a branch lives: a repository or a bare remote. */
export type Home = Pick<Repository, 'git'>

/** Commits to a branch as somebody does who clones it and edits it; one that is not there begins empty. */
export async function commitByHand(
  home: Home,
  branch: string,
  edit: (clone: Repository) => Promise<unknown>,
): Promise<void> {
  await using clone = await makeRepository()
  const url = await gitDirOf(home)
  if ((await tipOf(home, branch)) === '') {
    await clone.git('checkout', '--orphan', branch)
  } else {
    await clone.git('fetch', url, `${branch}:${branch}`)
    await clone.checkout(branch)
  }
  await edit(clone)
  await clone.commit('By hand')
  await clone.git('push', url, `${branch}:${branch}`)
}

/** Makes a remote refuse every push by a hook of its own, in these words. */
export async function refusePushes(remote: BareRemote, hook: 'update' | 'pre-receive', words: string): Promise<void> {
  const file = join(remote.path, 'hooks', hook)
  await writeFile(file, `#!/bin/sh\ncat >&2 <<'WORDS'\n${words}\nWORDS\nexit 1\n`)
  await chmod(file, 0o755)
}

/** Kills a process and its Gits, at a random instant of a time in which it keeps moving `branch`. */
export async function killWhileMoving(running: Running, home: Home, branch: string): Promise<Finished> {
  const before = await tipOf(home, branch)
  while ((await tipOf(home, branch)) === before) await wait(10)
  await wait(Math.random() * 250)
  running.kill('SIGKILL')
  const finished = await running.finished
  await removeLocks(await gitDirOf(home))
  return finished
}

/** A Git that is killed while it moves a ref leaves its lock; Git says so to whoever comes next, and a person removes it. */
async function removeLocks(gitDir: string): Promise<void> {
  for (const folder of ['refs/heads', 'refs/llmops']) {
    const files = await readdir(join(gitDir, folder), { recursive: true }).catch(() => [])
    for (const file of files) if (file.endsWith('.lock')) await rm(join(gitDir, folder, file))
  }
}

function tipOf(home: Home, branch: string): Promise<string> {
  return home.git('for-each-ref', '--format=%(objectname)', `refs/heads/${branch}`)
}

function gitDirOf(home: Home): Promise<string> {
  return home.git('rev-parse', '--absolute-git-dir')
}
