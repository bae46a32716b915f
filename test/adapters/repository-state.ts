import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * All of a repository that is its user's: work tree, index, HEAD, branches (but those that are named), tags, stash, settings,
 * FETCH_HEAD and whether it is shallow.
 */
export function userState(dir: string, ...except: readonly string[]): readonly string[] {
  const git = (...args: readonly string[]) => execFileSync('git', ['-C', dir, ...args], { encoding: 'utf8' })
  const file = (name: string) => {
    const path = join(dir, '.git', name)
    return existsSync(path) ? `${name} ${readFileSync(path).toString('base64')}` : `no ${name}`
  }
  const refs = git('for-each-ref', '--format=%(refname) %(objectname)')
    .split('\n')
    .filter((line) => !line.startsWith('refs/llmops/') && !except.some((branch) => line.includes(`/${branch} `)))
  return [
    ...refs,
    git('status', '--porcelain=v2', '--branch', '--untracked-files=all', '--ignored'),
    ...['HEAD', 'index', 'config', 'FETCH_HEAD', 'shallow', 'ORIG_HEAD'].map(file),
  ]
}
