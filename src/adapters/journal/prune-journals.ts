import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What a project keeps of earlier runs at most. */
const kept = { files: 300, bytes: 1024 ** 3 }

/** A run that wrote since then may be going on. */
const recentMs = 60 * 60_000

/** Removes the oldest journals of a folder where they are too many or too large; never one that may still be written. */
export function pruneJournals(folder: string, now: number): void {
  let files = 0
  let bytes = 0
  for (const { path, size, writtenAt } of newestFirst(folder)) {
    files += 1
    bytes += size
    const isTooMuch = files > kept.files || bytes > kept.bytes
    if (isTooMuch && now - writtenAt > recentMs) rmSync(path, { force: true })
  }
}

function newestFirst(folder: string) {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [] // whoever writes there says what is wrong
  const journals = readdirSync(folder).filter((name) => name.endsWith('.jsonl'))
  const files = journals.flatMap((name) => {
    const path = join(folder, name)
    const status = statSync(path, { throwIfNoEntry: false }) // another run may remove it, too
    return status === undefined ? [] : { path, size: status.size, writtenAt: status.mtimeMs }
  })
  return files.toSorted((a, b) => b.writtenAt - a.writtenAt)
}
