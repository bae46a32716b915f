import { existsSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isTracked, type Repository } from '../adapters/git/repository.ts'
import { openCallLayer, openCallStore, UnusableCallStore } from '../adapters/sqlite/call-store.ts'
import { IncompleteFault } from '../diagnostic/fault.ts'
import type { CallStore } from '../evaluation/call.ts'
import { layered } from '../evaluation/layered.ts'
import { tolerant } from '../evaluation/tolerant.ts'

/** The project's folder in the work tree. */
interface ProjectPlace {
  readonly repository: Repository
  readonly folder: string
}

type Log = (line: string) => void

const nothing: CallStore = { get: () => undefined, put: () => {} }

/**
 * What is remembered: one writable store, `.llmops/calls.sqlite`, over read-only ones, `.llmops/layers/*.sqlite` (main's,
 * another job's) in order of name. Made if need be, in a folder that Git ignores; closed with the scope.
 */
export async function openMemory(place: ProjectPlace, scope: AsyncDisposableStack, log: Log): Promise<CallStore> {
  const home = await ownHome(place)
  mkdirSync(home, { recursive: true })
  if (!existsSync(join(home, '.gitignore'))) writeFileSync(join(home, '.gitignore'), '*\n')
  const store = scope.use(openCallStore(storeFile(home)))
  if (store.movedAside !== undefined)
    log(`the call store was damaged; it is kept as ${store.movedAside} and a new one is begun`)
  return layered(tolerant(store, onceOf(log)), ...openLayers(home, scope, log))
}

/** What is remembered, for a command that only looks: nothing is made. */
export async function peekMemory(place: ProjectPlace, scope: AsyncDisposableStack): Promise<CallStore> {
  const home = await ownHome(place)
  const file = storeFile(home)
  return layered(existsSync(file) ? scope.use(openCallStore(file)) : nothing, ...openLayers(home, scope, () => {}))
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

/**
 * The store's folder. What remembers answers must be of this machine's own making: throws IncompleteFault where Git tracks
 * any of it, or a symbolic link leads elsewhere, since both could come with a pull request.
 */
async function ownHome({ repository, folder }: ProjectPlace): Promise<string> {
  const path = folder === '' ? '.llmops' : `${folder}/.llmops`
  const home = join(repository.root, path)
  const refuse = (why: string) =>
    new IncompleteFault(
      `${path} ${why}; remembered answers must not come with a commit. Remove it: git rm -r --cached ${path}`,
    )
  if (await isTracked(repository, path)) throw refuse('is tracked by Git')
  for (const name of ['', 'calls.sqlite', 'layers'])
    if (isLink(join(home, name))) throw refuse('is a symbolic link or holds one')
  return home
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
}

function storeFile(home: string): string {
  return join(home, 'calls.sqlite')
}
