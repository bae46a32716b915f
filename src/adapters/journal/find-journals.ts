import { lstatSync, readdirSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { UsageFault } from '../../diagnostic/fault.ts'

const extension = '.jsonl'

/** As many as a matrix has jobs, each with as many attempts as anybody makes. */
const mostFiles = 4_096
const deepest = 4

/**
 * Paths of the journals that are named, or that lie in the folders that are named, in order of name. Links in a folder are
 * not followed. Throws UsageFault for a path that does not exist, and for more files than a run has.
 */
export function findJournals(paths: readonly string[], dir: string): readonly string[] {
  const found = paths.flatMap((path) => {
    const place = resolve(dir, path)
    const status = statSync(place, { throwIfNoEntry: false })
    if (status === undefined) throw new UsageFault(`no journal and no folder '${path}'`)
    if (!status.isDirectory() && !status.isFile()) throw new UsageFault(`'${path}' is neither a file nor a folder`)
    return status.isDirectory() ? journalsIn(place, 0) : [place]
  })
  if (found.length > mostFiles) throw new UsageFault(`over ${mostFiles} journals; name the folder of one run`)
  return [...new Set(found)]
}

/** From the folder that a command was started in, where it lies below. */
export function shownPath(path: string, dir: string): string {
  const shown = relative(dir, path)
  return shown === '' || shown.startsWith('..') ? path : shown
}

function journalsIn(folder: string, depth: number): readonly string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name)
      const status = lstatSync(path)
      if (status.isDirectory()) return depth < deepest ? journalsIn(path, depth + 1) : []
      return status.isFile() && name.endsWith(extension) ? [path] : []
    })
}
