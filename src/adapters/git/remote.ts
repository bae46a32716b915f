import { gitLine } from './git.ts'
import type { Repository } from './repository.ts'

/** The remote that a clone came from, `origin`; undefined in a repository that has none. */
export async function remoteOf(repository: Repository): Promise<string | undefined> {
  return (await remoteAddress(repository)) === undefined ? undefined : 'origin'
}

/** Whether an address is that of origin: with `.git` or without, with a user or without. */
export async function isSameRepository(repository: Repository, address: string): Promise<boolean> {
  const origin = await remoteAddress(repository)
  return origin !== undefined && addressKey(origin) === addressKey(address)
}

/** Where origin is; undefined where there is none. */
export function remoteAddress(repository: Repository): Promise<string | undefined> {
  return gitLine(repository, ['remote', 'get-url', 'origin'])
}

/** `git@host:path` is `ssh://git@host/path`; hosts take a path in either form, and over any scheme. */
function addressKey(address: string): string {
  return address
    .replace(/^[a-z+]+:\/\//, '')
    .replace(/^[^/@]*@/, '')
    .replace(/^([^/:]+):(?!\d)/, '$1/')
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .toLowerCase()
}
