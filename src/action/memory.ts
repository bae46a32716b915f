import { lstatSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type CallLayer, fileOf, restoreLayers, saveLayer } from '../adapters/actions/call-layers.ts'
import { warn } from '../adapters/actions/annotate.ts'
import { inGroup } from '../adapters/actions/log.ts'
import { mergeCallStores } from '../adapters/sqlite/merge-layers.ts'
import { found, leave } from './handover.ts'
import type { World } from './world.ts'

const home = '.llmops'
/** What a run adds to; from the project's folder. */
const store = join(home, 'calls.sqlite')
/** What a run only reads; from the project's folder. */
const layers = join(home, 'layers')

/** What a run reads of what is remembered, and what it may add to. */
export interface MemoryUse {
  /** The project's folder in the work tree, absolute. */
  readonly folder: string
  readonly reads: readonly CallLayer[]
  /** Its own layer; undefined: what it asks is not kept. */
  readonly saves: CallLayer | undefined
}

/**
 * Fetches the layers, and from now on has new answers saved, by `post` where `main` does not come to it. A store that is there
 * already is none of this run's: another job left it, or the commit brought it along to be taken for what a model answered.
 */
export async function fetchMemory({ folder, reads, saves }: MemoryUse, world: World, desk: string): Promise<void> {
  removeStore(folder)
  await inGroup('Remembered answers', () => restoreLayers({ folder, env: world.env, warn }, reads))
  if (saves !== undefined) leave(desk, 'layer', { folder, saves })
}

/** Adds what this run asked and looked at to its layer, and saves that. A run that did nothing new saves nothing. */
export async function saveMemory(world: World, desk: string): Promise<void> {
  const layer = found(desk, 'layer')
  if (layer === undefined || found(desk, 'saved') === true) return
  const { folder, saves } = layer
  const again = found(desk, 'merged') === true // main was ended while it saved
  const added = addCalls(join(folder, store), join(folder, fileOf(saves)))
  leave(desk, 'merged', true)
  if (added || again) await inGroup('Answers to remember', () => saveLayer({ folder, env: world.env, warn }, saves))
  leave(desk, 'saved', true)
}

/** Not through a link, which leads out of what is ours. */
function removeStore(folder: string): void {
  if (lstatSync(join(folder, home), { throwIfNoEntry: false })?.isDirectory() !== true) return
  for (const suffix of ['', '-wal', '-shm', '-journal'])
    rmSync(join(folder, `${store}${suffix}`), { recursive: true, force: true })
  rmSync(join(folder, layers), { recursive: true, force: true })
}

/** False where there is nothing new. */
function addCalls(file: string, layer: string): boolean {
  const { added, looks, unreadable } = mergeCallStores([file], layer)
  for (const { message } of unreadable) warn(message)
  return added + looks > 0
}
