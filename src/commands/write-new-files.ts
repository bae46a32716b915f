import { lstat, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { UsageFault } from '../diagnostic/fault.ts'
import { decodeText } from '../source/text.ts'

export interface NewFile {
  /** Relative to the root. */
  readonly path: string
  /** `kept`: it was there, with the same text. `withheld`: another one stands in the way, so nothing is written. */
  readonly action: 'written' | 'kept' | 'conflict' | 'withheld'
}

/**
 * Writes files that are not there yet, all or none: where one is there with another text, nothing is written. Line ends
 * do not count. Throws UsageFault where a folder on the way is a link or a file, which could lead out of the root.
 */
export async function writeNewFiles(root: string, texts: ReadonlyMap<string, string>): Promise<readonly NewFile[]> {
  const states = new Map<string, 'absent' | 'kept' | 'conflict'>()
  for (const [path, text] of texts) {
    await requirePlainFolders(root, path)
    states.set(path, await stateOf(join(root, path), text))
  }
  const isFree = ![...states.values()].includes('conflict')
  for (const [path, text] of isFree ? texts : [])
    if (states.get(path) === 'absent') await writeNew(join(root, path), text)
  const written = isFree ? 'written' : 'withheld'
  return [...states].map(([path, state]) => ({ path, action: state === 'absent' ? written : state }))
}

async function stateOf(file: string, text: string): Promise<'absent' | 'kept' | 'conflict'> {
  const stats = await lstat(file).catch(() => undefined)
  if (stats === undefined) return 'absent'
  if (!stats.isFile()) return 'conflict'
  const there = decodeText(await readFile(file))
  return there.ok && there.text === text ? 'kept' : 'conflict'
}

/** Fails where somebody else has just put a file there. */
async function writeNew(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text, { flag: 'wx' })
}

async function requirePlainFolders(root: string, path: string): Promise<void> {
  const parts = path.split('/').slice(0, -1)
  for (const depth of parts.keys()) {
    const folder = parts.slice(0, depth + 1).join('/')
    const stats = await lstat(join(root, folder)).catch(() => undefined)
    if (stats !== undefined && !stats.isDirectory())
      throw new UsageFault(`${folder} is no folder; move it out of the way`)
  }
}
