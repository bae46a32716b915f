import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openCallStore } from '../adapters/sqlite/call-store.ts'
import type { CallStore } from '../evaluation/call.ts'
import type { Repository } from '../adapters/git/repository.ts'

/** The project's folder in the work tree. */
interface ProjectPlace {
  readonly repository: Repository
  readonly folder: string
}

const nothing: CallStore = { get: () => undefined, put: () => {} }

/** The project's call store, made if need be in `.llmops/`, which Git ignores. Closed with the scope. */
export function openMemory(place: ProjectPlace, scope: AsyncDisposableStack, log: (line: string) => void): CallStore {
  const file = storeFile(place)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(join(dirname(file), '.gitignore'), '*\n')
  const store = scope.use(openCallStore(file))
  if (store.movedAside !== undefined)
    log(`the call store was damaged; it is kept as ${store.movedAside} and a new one is begun`)
  return store
}

/** What is remembered, for a command that only looks: nothing is made. */
export function peekMemory(place: ProjectPlace, scope: AsyncDisposableStack): CallStore {
  const file = storeFile(place)
  return existsSync(file) ? scope.use(openCallStore(file)) : nothing
}

function storeFile({ repository, folder }: ProjectPlace): string {
  return join(repository.root, folder, '.llmops', 'calls.sqlite')
}
