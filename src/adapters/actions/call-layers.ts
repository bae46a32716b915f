import { randomUUID } from 'node:crypto'
import { existsSync, lstatSync, realpathSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { overhear } from './overhear.ts'

/** Answers that belong together: main's, or those of one pull request. */
export type CallLayer = 'main' | { readonly pullRequest: number }

/** Where a project keeps its layers, and who is told when that does not work. */
export interface LayerHome {
  /** The project's folder in the work tree, absolute. */
  readonly folder: string
  /** The job's variables: GITHUB_WORKSPACE, which the process runs in, GITHUB_RUN_ID, GITHUB_RUN_ATTEMPT, ACTIONS_*. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Told once of whatever stands in the way. Without layers everything works and costs more. */
  readonly warn: (message: string) => void
  /** For one restore or save. Default two minutes. */
  readonly deadlineMs?: number
}

/** What a version of the layers' format has in front of its keys. */
const family = 'llmops-1'

/**
 * Fetches the newest saved state of each layer into `<project>/.llmops/layers`; what was there is removed first, so that
 * nothing is taken for a layer that another job left. Returns those that were found. Never fails.
 */
export async function restoreLayers(home: LayerHome, layers: readonly CallLayer[]): Promise<readonly CallLayer[]> {
  const place = placeOf(home)
  const cache = await cachePackage()
  if (place === undefined || !cache.isFeatureAvailable()) {
    const why = place === undefined ? `${home.folder} is no plain folder of the workspace` : 'there is no cache service'
    home.warn(`answers are not kept between runs: ${why}`)
    return []
  }
  remove(home, layers)
  const restore = (layer: CallLayer) => cache.restoreCache([pathOf(place, layer)], keyPrefix(layer), [keyPrefix(layer)])
  const { value: keys, complaints } = await attempt(home, [], () => Promise.all(layers.map(restore)))
  const found = layers.filter((_, index) => keys[index] !== undefined)
  const missed = layers.filter((layer) => !found.includes(layer))
  remove(home, missed) // what a broken archive left behind is no layer
  if (complaints.length > 0)
    home.warn(`remembered answers cannot be fetched, so they are asked again: ${complaints[0]}`)
  return found
}

/**
 * Saves the file of a layer for later runs, under a key of its own. False where that did not work; of what stood in the way
 * when the layers were restored nothing is said again. Never fails.
 */
export async function saveLayer(home: LayerHome, layer: CallLayer): Promise<boolean> {
  const place = placeOf(home)
  const cache = await cachePackage()
  if (place === undefined || !cache.isFeatureAvailable() || !mayWrite(home.env)) return false
  const { GITHUB_RUN_ID: run = '', GITHUB_RUN_ATTEMPT: runAttempt = '' } = home.env
  const key = `${keyPrefix(layer)}${run}-${runAttempt}-${randomUUID().slice(0, 8)}`
  const { value: id, complaints } = await attempt(home, -1, () => cache.saveCache([pathOf(place, layer)], key))
  if (id >= 0) return true
  home.warn(`new answers are not kept for later runs: ${complaints[0] ?? 'the cache service did not take them'}`)
  return false
}

function remove({ folder }: LayerHome, layers: readonly CallLayer[]): void {
  for (const layer of layers) rmSync(join(folder, fileOf(layer)), { force: true })
}

/** The file of a layer, from the project's folder. */
export function fileOf(layer: CallLayer): string {
  return join('.llmops', 'layers', layer === 'main' ? 'main.sqlite' : 'pull-request.sqlite')
}

/** Ends so that pull request 1 does not find what 12 saved. */
function keyPrefix(layer: CallLayer): string {
  return layer === 'main' ? `${family}-main-` : `${family}-pull-request-${layer.pullRequest}-`
}

/**
 * The project's folder from the workspace, which archives are relative to. What is unpacked lands there, so no link may
 * lead out of the workspace, and its name must be neither a pattern nor an option to the programs that the package runs.
 */
function placeOf({ folder, env }: LayerHome): string | undefined {
  const [workspace, project] = [realPath(env['GITHUB_WORKSPACE'] ?? ''), realPath(folder)]
  if (workspace === undefined || project === undefined) return undefined
  const place = relative(workspace, project)
  const inside = ['.llmops', join('.llmops', 'layers')].map((name) => join(folder, name))
  return plainFolder.test(place) && !inside.some(isLink) ? place : undefined
}

function realPath(path: string): string | undefined {
  return existsSync(path) ? realpathSync(path) : undefined
}

/** From the workspace, which itself is the empty text. */
const plainFolder = /^(?!-|\.\.(?:\/|$))[\p{L}\p{N}_.@+ /-]*$/u

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
}

/** The same text when saving and restoring: it is part of what a cache is found by. */
function pathOf(place: string, layer: CallLayer): string {
  return ['.', place, fileOf(layer)].filter((part) => part !== '').join('/')
}

/** A job that may only read says nothing of it: that is how pull requests from outside run. */
function mayWrite(env: LayerHome['env']): boolean {
  return !['none', 'read'].includes((env['ACTIONS_CACHE_MODE'] ?? '').trim().toLowerCase())
}

/** Loaded when it is needed: that takes longer than a check of a change without meaning. */
function cachePackage(): Promise<typeof import('@actions/cache')> {
  return import('@actions/cache')
}

/** The package has no deadline. What is late goes on, to no effect: whoever ends the process does not wait for it. */
async function attempt<T>(
  { deadlineMs = 120_000 }: LayerHome,
  otherwise: T,
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly complaints: readonly string[] }> {
  const timer = new AbortController()
  const late = sleep(deadlineMs, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`no answer within ${deadlineMs / 1000} s`)
  })
  try {
    return await overhear(() => Promise.race([work(), late]))
  } catch (error) {
    return { value: otherwise, complaints: [(error as Error).message] }
  } finally {
    timer.abort()
    late.catch(() => {})
  }
}
