import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { openCallLayer, openCallStore, type SqliteCallLayer, UnusableCallStore } from '../adapters/sqlite/call-store.ts'
import type { CallStore, StoredCall } from '../evaluation/call.ts'
import { layered } from '../evaluation/layered.ts'
import { tolerant } from '../evaluation/tolerant.ts'
import { layeredLooks, type LookRecord, looksInMemory, type PastLooks } from '../verdict/look-record.ts'
import { tolerantPast, tolerantRecord } from '../verdict/tolerant-looks.ts'
import type { Needs } from './needs.ts'
import { makeHome, ownHome, type ProjectPlace } from './own-home.ts'

type Log = Needs['log']

/** What is remembered of earlier runs: what models answered, and what was looked at. */
export interface Memory extends CallStore {
  readonly looks: LookRecord
}

/** What is remembered, in the project's own folder. */
const stores = ['calls.sqlite', 'layers'] as const

const nothing = { get: () => undefined, put: () => {}, looks: { lookedAt: () => [] } }

/**
 * What is remembered: one writable store, `.llmops/calls.sqlite`, over read-only ones, `.llmops/layers/*.sqlite` (main's,
 * another job's) in order of name. Made if need be, in a folder that Git ignores; closed with the scope, and brought within
 * its limit then.
 */
export async function openMemory(
  place: ProjectPlace,
  scope: AsyncDisposableStack,
  { log, storeLimit: largestFile }: Pick<Needs, 'log' | 'storeLimit'>,
): Promise<Memory> {
  const home = await ownHome(place, stores)
  makeHome(home)
  const store = scope.use(openCallStore(storeFile(home), { largestFile }))
  if (store.movedAside !== undefined)
    log(`the call store was damaged; it is kept as ${store.movedAside} and a new one is begun`)
  const onFault = onceOf(log)
  const layers = openLayers(home, scope, log)
  return {
    ...layered(tolerant(store, onFault), ...layers),
    looks: layeredLooks(tolerantRecord(store.looks, onFault), ...layers.map(({ looks }) => looks)),
  }
}

/** What is remembered, for a command that only looks: nothing is made, and what it looks at is forgotten. */
export async function peekMemory(place: ProjectPlace, scope: AsyncDisposableStack): Promise<Memory> {
  const home = await ownHome(place, stores)
  const file = storeFile(home)
  const own = existsSync(file) ? scope.use(openCallStore(file)) : nothing
  const layers = openLayers(home, scope, () => {})
  const looks = layeredLooks(looksInMemory(), own.looks, ...layers.map((layer) => layer.looks))
  return { ...layered(own, ...layers), looks }
}

/** What is remembered, and what a rehearsal adds to it, until it ends: nothing is made. */
export async function rehearsalMemory(place: ProjectPlace, scope: AsyncDisposableStack): Promise<Memory> {
  const calls = new Map<StoredCall['key'], StoredCall>()
  const own: CallStore = { get: (key) => calls.get(key), put: (call) => void calls.set(call.key, call) }
  const peeked = await peekMemory(place, scope)
  return { ...layered(own, peeked), looks: peeked.looks }
}

interface Layer extends CallStore {
  readonly looks: PastLooks
}

function layerOf(layer: SqliteCallLayer, onFault: (fault: unknown) => void): Layer {
  return { ...tolerant(layer, onFault), looks: tolerantPast(layer.looks, onFault) }
}

/** A layer that cannot be read is left out: that costs money, never correctness. */
function openLayers(home: string, scope: AsyncDisposableStack, log: Log): readonly Layer[] {
  const folder = join(home, 'layers')
  if (!existsSync(folder)) return []
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sqlite'))
    .sort()
  return names.flatMap((name) => {
    try {
      return [layerOf(scope.use(openCallLayer(join(folder, name))), onceOf(log))]
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
