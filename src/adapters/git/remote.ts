import { gitLine } from './git.ts'
import type { Repository } from './repository.ts'

/** The remote that a clone came from, `origin`; undefined in a repository that has none. */
export async function remoteOf({ root }: Repository): Promise<string | undefined> {
  return (await gitLine(root, ['remote', 'get-url', 'origin'])) === undefined ? undefined : 'origin'
}
