import { mkdirSync, realpathSync } from 'node:fs'
import { isAbsolute, join, relative, resolve } from 'node:path'
import { UsageFault } from '../diagnostic/fault.ts'
import type { Run } from './world.ts'

/** Where a shard leaves its journals: beside the workspace, which a change writes to. */
export function shardJournals({ desk }: Run): string {
  return join(desk, 'journals')
}

/**
 * The folder that the workflow has brought the journals of all shards to; empty where no shard left one. Throws UsageFault for
 * one in the workspace: a change could bring journals along, which say what it likes.
 */
export function broughtJournals({ world, inputs }: Run): string {
  const folder = resolve(world.dir, inputs.journals ?? join(world.temporary, 'journals'))
  mkdirSync(folder, { recursive: true })
  const place = relative(realpathSync(world.dir), realpathSync(folder))
  if (place.startsWith('..') || isAbsolute(place)) return folder
  throw new UsageFault(
    'the input `journals` is a folder of the workspace, where a change could bring its own; ' +
      'download them to `${{ runner.temp }}/journals`',
  )
}
