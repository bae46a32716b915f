import { createHash } from 'node:crypto'
import type { State } from './state.ts'

/** What stands for a commit where there is no Git repository: the same for the same parts. */
export function madeUpSha(...parts: readonly (string | number)[]): string {
  return createHash('sha1').update(JSON.stringify(parts)).digest('hex')
}

/** The tip of a branch, made up without Git. Throws where there is no such branch. */
export function tipOf({ git }: State, branch: string): Promise<string> {
  return git === undefined ? Promise.resolve(madeUpSha('base', branch)) : git.git('rev-parse', `refs/heads/${branch}`)
}
