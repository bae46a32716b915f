import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { digestOf } from '../../src/digest/digest.ts'
import type { ChangeSet } from '../../src/resources/change-set.ts'
import { diffProjects } from '../../src/resources/diff-projects.ts'
import type { Project } from '../../src/resources/project.ts'
import { loadProject } from '../../src/rules/load-project.ts'
import { memorySnapshot } from '../behaviour/memory-snapshot.ts'
import type { ProjectFiles } from './projects.ts'

interface Fields {
  readonly prompts: readonly { readonly name: string; readonly user: string; readonly temperature: number }[]
  readonly cases: readonly { readonly id: string; readonly question: string }[]
  readonly maxDrop: number
}

const fields: fc.Arbitrary<Fields> = fc.record({
  prompts: fc.uniqueArray(
    fc.record({
      name: fc.constantFrom('p', 'q', 'r'),
      user: fc.constantFrom('A {{q}}', 'B {{q}}'),
      temperature: fc.constantFrom(0, 1),
    }),
    { minLength: 1, maxLength: 3, selector: ({ name }) => name },
  ),
  cases: fc.uniqueArray(fc.record({ id: fc.constantFrom('1', '2', '3'), question: fc.constantFrom('x', 'y') }), {
    minLength: 1,
    maxLength: 3,
    selector: ({ id }) => id,
  }),
  maxDrop: fc.constantFrom(0.1, 0.2),
})

/** How a file looks that says a thing: nothing of it is meant. */
interface Look {
  readonly comment: string
  readonly indent: number
  readonly backwards: boolean
  readonly oneFile: boolean
  readonly json: boolean
}

const look: fc.Arbitrary<Look> = fc.record({
  comment: fc.constantFrom('', '# a comment\n', '\n\n'),
  indent: fc.constantFrom(2, 4),
  backwards: fc.boolean(),
  oneFile: fc.boolean(),
  json: fc.boolean(),
})

function filesOf(
  { prompts, cases, maxDrop }: Fields,
  { comment, indent, backwards, oneFile, json }: Look,
): ProjectFiles {
  const subject = prompts[0]?.name ?? ''
  const resources: readonly object[] = [
    ...prompts.map(({ name, user, temperature }) => ({
      kind: 'Prompt',
      name,
      model: 'openai/gpt-5-mini',
      parameters: { temperature },
      user,
    })),
    { kind: 'Dataset', name: 'd', cases: cases.map(({ id, question }) => ({ id, input: { q: question } })) },
    {
      kind: 'EvalSuite',
      name: 's',
      subject,
      dataset: 'd',
      assert: [{ type: 'icontains', value: 'a', gate: { maxDrop } }],
    },
  ]
  const ordered = resources.map((one) => (backwards ? Object.fromEntries(Object.entries(one).toReversed()) : one))
  const texts = ordered.map((one) => comment + (json ? `${JSON.stringify(one)}\n` : stringify(one, { indent })))
  const project = 'apiVersion: llmops/v1\nkind: Project\nname: p\n'
  if (oneFile) return { 'llmops.yaml': [project, ...texts.toReversed()].join('---\n') }
  return { 'llmops.yaml': project, ...Object.fromEntries(texts.map((text, index) => [`llmops/f${index}.yaml`, text])) }
}

async function load(files: ProjectFiles): Promise<Project> {
  const { project, diagnostics } = await loadProject(memorySnapshot(files), '')
  if (project === undefined) throw new Error(JSON.stringify(diagnostics))
  return project
}

async function diff(base: ProjectFiles, head: ProjectFiles): Promise<ChangeSet> {
  const ids = (files: ProjectFiles) => new Map(Object.entries(files).map(([path, text]) => [path, digestOf(text)]))
  return diffProjects(await load(base), await load(head), { base: ids(base), head: ids(head) })
}

test('nothing differs from itself, however it is written', async () => {
  await fc.assert(
    fc.asyncProperty(fields, look, look, async (said, one, other) => {
      const { resources, suites } = await diff(filesOf(said, one), filesOf(said, other))
      expect({ resources, suites }).toEqual({ resources: [], suites: [] })
      expect(await diff(filesOf(said, one), filesOf(said, one))).toMatchObject({
        resources: [],
        suites: [],
        formattedFiles: [],
      })
    }),
    { numRuns: 120, seed: 41 },
  )
})

test('the way back undoes the way there: as many resources, fields and cases, with before and after exchanged', async () => {
  const opposite = { added: 'removed', removed: 'added', changed: 'changed', renamed: 'renamed' } as const
  const summary = ({ resources }: ChangeSet, isBack: boolean): readonly string[] =>
    resources
      .map(({ kind, name, change, fields: changed, cases }) => {
        const sides = changed.map(({ path, before, after }) => [path, ...(isBack ? [after, before] : [before, after])])
        const counts =
          cases && (isBack ? [cases.removed, cases.added, cases.edited] : [cases.added, cases.removed, cases.edited])
        return JSON.stringify([kind, name, isBack ? opposite[change] : change, sides, counts])
      })
      .toSorted()
  await fc.assert(
    fc.asyncProperty(fields, fields, look, async (before, after, written) => {
      const there = await diff(filesOf(before, written), filesOf(after, written))
      const back = await diff(filesOf(after, written), filesOf(before, written))
      expect(summary(back, true)).toEqual(summary(there, false))
    }),
    { numRuns: 120, seed: 42 },
  )
})
