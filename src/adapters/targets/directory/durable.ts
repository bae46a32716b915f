import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { LayoutFile } from '../../../promotion/artifact.ts'

/** What is not finished, or not wanted any more; nobody reads it, and it may be deleted at any time. */
const temporaryPrefix = '.tmp-'

/** Whether a name is that of something unfinished. */
export function isUnfinished(name: string): boolean {
  return name.startsWith(temporaryPrefix)
}

/** Writes a file whole, or not at all, and so that a loss of power changes nothing about it. */
export async function replaceFile(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const temporary = join(folder, `${temporaryPrefix}${randomUUID()}`)
  await writeThrough(temporary, bytes)
  await rename(temporary, join(folder, name))
  await syncFolder(folder)
}

/** Makes `folder`/`name` with these files, whole or not at all. Throws (ENOTEMPTY) where it is there already. */
export async function createFolder(folder: string, name: string, files: readonly LayoutFile[]): Promise<void> {
  const temporary = join(folder, `${temporaryPrefix}${randomUUID()}`)
  const folders = new Set([temporary])
  for (const { path, bytes } of files) {
    const file = join(temporary, path)
    await mkdir(dirname(file), { recursive: true })
    for (let above = dirname(file); above !== temporary; above = dirname(above)) folders.add(above)
    await writeThrough(file, bytes)
  }
  for (const made of folders) await syncFolder(made)
  await rename(temporary, join(folder, name))
  await syncFolder(folder)
}

/** Takes a folder away: what a kill leaves of it has not its name any more. */
export async function removeFolder(folder: string, name: string): Promise<void> {
  const temporary = join(folder, `${temporaryPrefix}${randomUUID()}`)
  await rename(join(folder, name), temporary)
  await rm(temporary, { recursive: true, force: true })
}

/** Removes what earlier processes left unfinished. Nobody else may be writing. */
export async function removeUnfinished(folder: string): Promise<void> {
  const left = (await readdir(folder)).filter(isUnfinished)
  for (const name of left) await rm(join(folder, name), { recursive: true, force: true })
}

async function writeThrough(file: string, bytes: Uint8Array): Promise<void> {
  await using handle = await open(file, 'wx')
  await handle.writeFile(bytes)
  await handle.sync()
}

/** Some file systems have no way to sync a folder. */
const cannotSync = ['EINVAL', 'EISDIR', 'ENOTSUP', 'EPERM']

async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder, 'r')
  await handle.sync().catch((error: NodeJS.ErrnoException) => {
    if (!cannotSync.includes(error.code ?? '')) throw error
  })
}
