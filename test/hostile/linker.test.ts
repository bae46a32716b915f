import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LoadedProject } from '../../src/resources/project.ts'
import type { Snapshot } from '../../src/resources/snapshot.ts'
import { loadProject } from '../../src/rules/load-project.ts'
import { memorySnapshot } from '../behaviour/memory-snapshot.ts'
import { projects } from './projects.ts'

/** The same tree, listed backwards and read at other moments. */
function shuffled(snapshot: Snapshot): Snapshot {
  return {
    ...snapshot,
    list: async (folder) => (await snapshot.list(folder)).toReversed(),
    async read(path) {
      for (let turns = path.length % 7; turns > 0; turns--) await Promise.resolve()
      return snapshot.read(path)
    },
  }
}

function told({ diagnostics, sources, project, resourceCount }: LoadedProject): unknown {
  const places = diagnostics.map(({ place }) => sources.locate(place))
  return { diagnostics, places, resourceCount, names: project?.resources.map(({ kind, name }) => [kind, name]) }
}

test('any project is read without a throw; the order of its files means nothing; what is valid has no error', async () => {
  await fc.assert(
    fc.asyncProperty(projects, async (files) => {
      const loaded = await loadProject(memorySnapshot(files), '')
      expect(loaded.project === undefined).toBe(loaded.diagnostics.some(({ severity }) => severity === 'error'))
      expect(told(await loadProject(shuffled(memorySnapshot(files)), ''))).toEqual(told(loaded))
      for (const { place } of loaded.diagnostics) {
        const { line, column } = loaded.sources.locate(place)
        expect(Math.min(line, column)).toBeGreaterThan(0)
      }
    }),
    { numRuns: 400, seed: 31 },
  )
})

test('diagnostics are in one order: by file, line and column', async () => {
  await fc.assert(
    fc.asyncProperty(projects, async (files) => {
      const { diagnostics, sources } = await loadProject(memorySnapshot(files), '')
      const keys = diagnostics.map(({ place }) => {
        const { line, column } = sources.locate(place)
        return `${place.file} ${String(line).padStart(6, '0')} ${String(column).padStart(6, '0')}`
      })
      expect(keys).toEqual(keys.toSorted())
    }),
    { numRuns: 150, seed: 32 },
  )
})
