import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { openCallLayer, openCallStore, UnusableCallStore } from '../adapters/sqlite/call-store.ts'
import type { CallStore, StoredCall } from '../evaluation/call.ts'
import { layered } from '../evaluation/layered.ts'
import { tolerant } from '../evaluation/tolerant.ts'
import { makeHome, ownHome, type ProjectPlace } from './own-home.ts'

type Log = (line: string) => void

/** What is remembered, in the project's own folder. */
const stores = ['calls.sqlite', 'layers'] as const

const nothing: CallStore = { get: () => undefined, put: () => {} }

/**
 * What is remembered: one writable store, `.llmops/calls.sqlite`, over read-only ones, `.llmops/layers/*.sqlite` (main's,
 * another job's) in order of name. Made if need be, in a folder that Git ignores; closed with the scope.
 */
export async function openMemory(place: ProjectPlace, scope: AsyncDisposableStack, log: Log): Promise<CallStore> {
  const home = await ownHome(place, stores)
  makeHome(home)
  const store = scope.use(openCallStore(storeFile(home)))
  if (store.movedAside !== undefined)
    log(`the call store was damaged; it is kept as ${store.movedAside} and a new one is begun`)
  return layered(tolerant(store, onceOf(log)), ...openLayers(home, scope, log))
}

/** What is remembered, for a command that only looks: nothing is made. */
export async function peekMemory(place: ProjectPlace, scope: AsyncDisposableStack): Promise<CallStore> {
  const home = await ownHome(place, stores)
  const file = storeFile(home)
  return layered(existsSync(file) ? scope.use(openCallStore(file)) : nothing, ...openLayers(home, scope, () => {}))
}

/** What is remembered, and what a rehearsal adds to it, until it ends: nothing is made. */
export async function rehearsalMemory(place: ProjectPlace, scope: AsyncDisposableStack): Promise<CallStore> {
  const calls = new Map<StoredCall['key'], StoredCall>()
  const own: CallStore = { get: (key) => calls.get(key), put: (call) => void calls.set(call.key, call) }
  return layered(own, await peekMemory(place, scope))
}

/** A layer that cannot be read is left out: that costs money, never correctness. */
function openLayers(home: string, scope: AsyncDisposableStack, log: Log): readonly CallStore[] {
  const folder = join(home, 'layers')
  if (!existsSync(folder)) return []
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sqlite'))
    .sort()
  return names.flatMap((name) => {
    try {
      return [tolerant(scope.use(openCallLayer(join(folder, name))), onceOf(log))]
    } catch (error) {
      if (!(error instanceof UnusableCallStore)) throw error
      log(error.message)
      return []
    }
  })
}

/** A store in trouble is in trouble for every call: said once is enough. */
function onceOf(log: Log): (fault: unknown) => void {
  let said = false
  return (fault) => {
    const why = fault instanceof Error ? fault.message : 'unknown'
    if (!said) log(`the call store is in trouble, so answers may be asked again: ${why}`)
    said = true
  }
}

function storeFile(home: string): string {
  return join(home, 'calls.sqlite')
}
