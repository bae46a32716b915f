import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LayoutFile } from '../../../promotion/artifact.ts'

/**
 * All files below a folder, with their paths from there; none where there is no such folder. What is no regular file is
 * not followed: it has no bytes. What is taken away in the middle is left out.
 */
export async function readFolder(folder: string): Promise<readonly LayoutFile[]> {
  const entries = await unlessMissing(readdir(folder, { withFileTypes: true }), [])
  const files = await Promise.all(
    entries.map(async (entry): Promise<readonly LayoutFile[]> => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return (await readFolder(path)).map((file) => below(entry.name, file))
      const bytes = entry.isFile() ? await unlessMissing(readFile(path), undefined) : new Uint8Array()
      return bytes === undefined ? [] : [{ path: entry.name, bytes }]
    }),
  )
  return files.flat()
}

/** What reading gives, or `otherwise` where there is nothing to read. */
export async function unlessMissing<Value, Otherwise>(
  reading: Promise<Value>,
  otherwise: Otherwise,
): Promise<Value | Otherwise> {
  try {
    return await reading
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return otherwise
    throw error
  }
}

function below(name: string, { path, bytes }: LayoutFile): LayoutFile {
  return { path: `${name}/${path}`, bytes }
}
