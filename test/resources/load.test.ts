import { describe, expect, test } from 'vitest'
import type { LoadedProject, Project } from '../../src/resources/project.ts'
import { diagnosticsText } from '../../src/report/diagnostics-text.ts'
import { loadProject } from '../../src/rules/load-project.ts'
import { type MemoryFiles, memorySnapshot } from '../behaviour/memory-snapshot.ts'

const main = 'apiVersion: llmops/v1\nkind: Project\nname: support\n'

async function load(files: MemoryFiles, folder = ''): Promise<LoadedProject> {
  return loadProject(memorySnapshot(files), folder)
}

/** The project of files that are valid. */
async function valid(files: MemoryFiles, folder = ''): Promise<Project> {
  const { project, diagnostics, sources } = await load(files, folder)
  if (project === undefined) throw new Error(diagnosticsText(diagnostics, sources))
  return project
}

async function codes(files: MemoryFiles): Promise<string[]> {
  const { diagnostics } = await load(files)
  return diagnostics.map(({ problem, place }) => `${place.file} ${problem.code}`)
}

const team: MemoryFiles = {
  'llmops.yaml': `${main}gate: {maxDrop: 0.02, min: 0.5}\nproviders:\n  vllm: {url: https://vllm.acme.internal/v1}\n`,
  'llmops/models.yaml': `kind: Model
name: mini
id: openai/gpt-5-mini-2025-08-07
parameters: {temperature: 0, maxTokens: 100}
---
kind: Model
name: own
id: vllm/meta/llama
price: {input: 0, output: 0}
contextWindow: 8192
retires: 2027-03-31
`,
  'llmops/prompts/answer.yaml': `kind: Prompt
name: answer
formerly: reply
model: mini
parameters: {maxTokens: 400}
system: {file: ../texts/answer.md}
user: "{{question}} {{#passages}}{{text}}{{/passages}} {{question}}"
output: {file: answer.schema.json}
---
kind: Prompt
name: long
model: anthropic/claude-haiku-4-5
input: [question]
messages:
  - {role: user, content: "{{question}}"}
  - {role: assistant, content: "{"}
`,
  'llmops/texts/answer.md': 'Answer in {{language}}.\r\n',
  'llmops/prompts/answer.schema.json': '{"type": "object", "required": ["a"]}',
  'llmops/data.yaml': 'kind: Dataset\nname: cases\nfile: cases.jsonl\nslices: [language]\n',
  'llmops/cases.jsonl': `${JSON.stringify({
    id: 'b',
    input: { question: 'Q', passages: [{ text: 'p' }], language: 'de' },
    expected: { word: 'W' },
    language: 'de',
  })}\n${JSON.stringify({ id: 'a', input: { question: 'R', passages: [], language: 'en' }, expected: { word: 'V' } })}\n`,
  'llmops/quality.yaml': `kind: EvalSuite
name: quality
subject: answer
dataset: cases
models: [own, openai/gpt-5-nano]
assert:
  - {type: not-contains, value: "{{expected.word}}"}
  - {metric: good, type: is-json, value: {file: prompts/answer.schema.json}, gate: {min: 0.95}}
  - {metric: good, type: equals, value: {a: "{{expected.word}}"}, weight: 2, at: /a}
---
kind: EvalSuite
name: smoke
subject: long
trials: 3
coverage: 0.5
cases: [{id: one, input: {question: x}, tier: gold}]
assert: [{type: regex, value: "^x+$", gate: {maxDrop: 0.1}}]
`,
}

describe('a linked project', () => {
  test('has models with what the catalogue knows of them', async () => {
    const { models } = await valid(team)
    expect(models.get('mini')).toMatchObject({
      provider: 'openai',
      id: 'gpt-5-mini-2025-08-07',
      price: { input: 0.25, cachedInput: 0.025, output: 2 },
      contextWindow: 400_000,
      retires: '2026-12-11',
    })
    expect(models.get('own')).toEqual({
      name: 'own',
      provider: 'vllm',
      id: 'meta/llama',
      parameters: {},
      price: { input: 0, output: 0 },
      contextWindow: 8192,
      retires: '2027-03-31',
    })
  })

  test('has prompts with their texts, inputs and own parameters', async () => {
    const { prompts } = await valid(team)
    const answer = prompts.get('answer')
    expect(answer).toMatchObject({
      formerly: 'reply',
      model: { name: 'mini' },
      parameters: { maxTokens: 400 },
      inputs: ['language', 'question', 'passages'],
      output: { type: 'object', required: ['a'] },
    })
    expect(answer?.messages.map(({ role, content }) => [role, 'text' in content && content.text])).toEqual([
      ['system', 'Answer in {{language}}.\n'],
      ['user', '{{question}} {{#passages}}{{text}}{{/passages}} {{question}}'],
    ])
    expect(prompts.get('long')).toMatchObject({
      model: { name: 'anthropic/claude-haiku-4-5', provider: 'anthropic', id: 'claude-haiku-4-5' },
      inputs: ['question'],
      output: undefined,
      formerly: undefined,
    })
  })

  test('has suites closed over subject, cases, metrics and gates', async () => {
    const { suites, prompts } = await valid(team)
    const quality = suites.get('quality')
    expect(quality?.subject).toBe(prompts.get('answer'))
    expect(quality?.models.map(({ name }) => name)).toEqual(['own', 'openai/gpt-5-nano'])
    expect(quality?.measure).toMatchObject({ trials: 1, coverage: 0.95, slices: ['language'] })
    expect(quality?.measure.cases.map(({ id }) => id)).toEqual(['b', 'a'])
    expect(quality?.measure.metrics).toMatchObject([
      { name: 'not-contains', scale: 'binary', gate: { maxDrop: 0.02, min: 0.5 } },
      { name: 'good', scale: 'graded', gate: { maxDrop: 0.02, min: 0.95 } },
    ])
    expect(quality?.measure.metrics[0]?.assertions).toMatchObject([{ type: 'contains', negated: true, weight: 1 }])
    expect(quality?.measure.metrics[1]?.assertions).toMatchObject([
      { type: 'is-json', negated: false, value: { type: 'object', required: ['a'] }, at: undefined, weight: 1 },
      { type: 'equals', value: { a: '{{expected.word}}' }, at: '/a', weight: 2 },
    ])
    expect(suites.get('smoke')?.measure).toMatchObject({
      trials: 3,
      coverage: 0.5,
      slices: [],
      cases: [{ id: 'one', ownId: true, columns: { tier: 'gold' }, expected: {} }],
      metrics: [{ name: 'regex', gate: { maxDrop: 0.1, min: 0.5 } }],
    })
  })

  test('tolerates a drop of 5 points where nobody says otherwise', async () => {
    const { suites } = await valid({
      ...team,
      'llmops.yaml': `${main}providers: {vllm: {url: https://v.acme.internal/v1}}\n`,
    })
    expect(suites.get('quality')?.measure.metrics.map(({ gate }) => gate)).toEqual([
      { maxDrop: 0.05, min: undefined },
      { maxDrop: 0.05, min: 0.95 },
    ])
  })

  test('lists its resources by kind, then name', async () => {
    const { resources, folder, name } = await valid(team)
    expect({ folder, name }).toEqual({ folder: '', name: 'support' })
    expect(resources.map((one) => `${one.kind} ${one.name}`)).toEqual([
      'Project support',
      'Model mini',
      'Model own',
      'Prompt answer',
      'Prompt long',
      'Dataset cases',
      'EvalSuite quality',
      'EvalSuite smoke',
    ])
    expect((await load(team)).resourceCount).toBe(8)
  })

  test('may stand in a folder of its own, and reads no other', async () => {
    const moved = Object.fromEntries(Object.entries(team).map(([path, text]) => [`apps/support/${path}`, text]))
    const project = await valid({ ...moved, 'llmops.yaml': 'not: {', 'llmops/x.yaml': ': :' }, 'apps/support')
    expect(project.folder).toBe('apps/support')
    expect(project.resources).toHaveLength(8)
    expect(project.resources[0]?.place.file).toBe('apps/support/llmops.yaml')
  })

  test('may use a text beside its folder, in the same repository', async () => {
    const prompt = 'kind: Prompt\nname: a\nmodel: openai/gpt-5\nuser: {file: ../../shared/a.md}\n'
    const files = { 'app/llmops.yaml': main, 'app/llmops/a.yaml': prompt, 'shared/a.md': 'hello' }
    expect((await valid(files, 'app')).prompts.get('a')?.messages[0]?.content).toEqual({
      text: 'hello',
      place: { in: 'text', file: 'shared/a.md', start: 0, end: 5 },
    })
  })
})

describe('the meaning of a resource', () => {
  const meanings = async (files: MemoryFiles): Promise<unknown> =>
    (await valid(files)).resources.map(({ kind, name, meaning }) => ({ kind, name, meaning }))

  test('is its fields, with what its files hold', async () => {
    const { resources } = await valid(team)
    const of = (name: string): unknown => resources.find((one) => one.name === name)?.meaning
    expect(of('answer')).toEqual({
      model: 'mini',
      parameters: { maxTokens: 400 },
      system: 'Answer in {{language}}.\n',
      user: '{{question}} {{#passages}}{{text}}{{/passages}} {{question}}',
      output: { type: 'object', required: ['a'] },
    })
    expect(of('cases')).toEqual({
      slices: ['language'],
      cases: [
        { id: 'a', input: { question: 'R', passages: [], language: 'en' }, expected: { word: 'V' } },
        {
          id: 'b',
          input: { question: 'Q', passages: [{ text: 'p' }], language: 'de' },
          expected: { word: 'W' },
          language: 'de',
        },
      ],
    })
    expect(of('quality')).toMatchObject({ assert: [{}, { value: { type: 'object', required: ['a'] } }, { weight: 2 }] })
    expect(of('long')).toMatchObject({ messages: [{ role: 'user', content: '{{question}}' }, { content: '{' }] })
  })

  test('is the same after reformatting, reordering, other line ends and moving texts into files or out of them', async () => {
    const reformatted: MemoryFiles = {
      ...team,
      'llmops.yaml': `# policy\r\n${(team['llmops.yaml'] as string).replaceAll('\n', '\r\n')}\r\n`,
      'llmops/prompts/answer.yaml': `---
# moved out of its file, and turned around
output:
  required: [a]
  type: object
user:   '{{question}} {{#passages}}{{text}}{{/passages}} {{question}}'
system: |
  Answer in {{language}}.
parameters:
  "maxTokens": 400
model: mini
formerly: reply
name: answer
kind: Prompt
---
kind: Prompt
name: long
model: anthropic/claude-haiku-4-5
input: [question]
messages:
  - {role: user, content: {file: ../texts/long.md}}
  - {role: assistant, content: "\\x7b"}
`,
      'llmops/texts/long.md': '{{question}}',
      'llmops/data.yaml': `kind: Dataset
name: cases
slices: [language]
cases:
  - {input: {language: en, passages: [], question: R}, id: a, expected: {word: V}}
  - {input: {language: de, passages: [{text: p}], question: Q}, id: b, expected: {word: W}, language: de}
`,
    }
    expect(await meanings(reformatted)).toEqual(await meanings(team))
  })

  test('differs with a single letter of a text', async () => {
    const changed = { ...team, 'llmops/texts/answer.md': 'Answer in {{language}}!\n' }
    expect(await meanings(changed)).not.toEqual(await meanings(team))
  })
})

describe('reading', () => {
  test('tells a missing project from a broken one', async () => {
    const missing = await load({ 'llmops/a.yaml': 'kind: Prompt' })
    expect(missing).toMatchObject({ found: false, project: undefined, resourceCount: 0 })
    expect(missing.diagnostics.map(({ problem }) => problem.code)).toEqual(['no-project'])
    expect(await load({ 'llmops.yaml': 'kind: Project' })).toMatchObject({ found: true, project: undefined })
  })

  test('takes at most 2,000 YAML files, and reads none of more', async () => {
    const files = (count: number): MemoryFiles => ({
      'llmops.yaml': main,
      ...Object.fromEntries(
        Array.from({ length: count }, (_, i) => [`llmops/${i}.yaml`, `kind: Model\nname: m${i}\nid: openai/x\n`]),
      ),
    })
    expect(await codes(files(2_000))).toEqual(['llmops.yaml too-many-files'])
    expect((await valid(files(1_999))).models.size).toBe(1_999)
  })

  test('takes a file of cases of more than 256 KiB, even in YAML, but no text of more than 1 MiB', async () => {
    const cases = Array.from({ length: 9_000 }, (_, i) => `- {id: c${i}, input: {question: "${'x'.repeat(20)}"}}`)
    const data = 'kind: Dataset\nname: cases\nfile: cases.yaml\n'
    const project = await valid({
      'llmops.yaml': main,
      'llmops/data.yaml': data,
      'llmops/cases.yaml': cases.join('\n'),
    })
    expect(project.datasets.get('cases')?.cases).toHaveLength(9_000)
    const prompt = 'kind: Prompt\nname: a\nmodel: openai/gpt-5\nuser: {file: a.md}\n'
    const large = { 'llmops.yaml': main, 'llmops/a.yaml': prompt, 'llmops/a.md': 'x'.repeat(1024 * 1024 + 1) }
    expect(await codes(large)).toEqual(['llmops/a.yaml file-too-large'])
  })

  test('reports what is wrong in a file of cases once, though it ends in .yaml', async () => {
    const files = {
      'llmops.yaml': main,
      'llmops/data.yaml': 'kind: Dataset\nname: cases\nfile: cases.yaml\n',
      'llmops/cases.yaml': '- {id: a, input: {x: 1}}\n- {id: a, input: {x: 2}}\n- [\n',
    }
    expect(await codes(files)).toEqual(['llmops/cases.yaml yaml-syntax'])
  })

  test('follows neither links nor submodules, and hides none that could hold resources', async () => {
    const prompt =
      'kind: Prompt\nname: a\nmodel: openai/gpt-5\nsystem: {file: sub/a.md}\nuser: {file: ../vendor/b.md}\n'
    const others = {
      'llmops/sub': 'submodule',
      'llmops/more.yml': 'symlink',
      'llmops/n.txt': 'symlink',
      vendor: 'symlink',
    } as const
    const { diagnostics } = await loadProject(
      memorySnapshot({ 'llmops.yaml': main, 'llmops/a.yaml': prompt }, others),
      '',
    )
    expect(diagnostics.map(({ problem, place }) => [place.file, problem])).toEqual([
      ['llmops/a.yaml', { code: 'not-a-file', found: 'submodule' }],
      ['llmops/a.yaml', { code: 'not-a-file', found: 'symlink' }],
      ['llmops/more.yml', { code: 'not-a-file', found: 'symlink' }],
      ['llmops/sub', { code: 'not-a-file', found: 'submodule' }],
    ])
  })

  test('finds nothing behind a link in the place of its folder or main file', async () => {
    for (const others of [{ app: 'symlink' }, { 'app/llmops.yaml': 'symlink' }] as const) {
      const { found, project, diagnostics } = await loadProject(memorySnapshot({}, others), 'app')
      expect({ found, project }).toEqual({ found: true, project: undefined })
      expect(diagnostics.map(({ problem }) => problem.code)).toEqual(['not-a-file'])
    }
  })

  test('never lists the whole repository', async () => {
    const snapshot = memorySnapshot({ ...team, 'big/1.txt': '1' })
    const listed: string[] = []
    await loadProject({ ...snapshot, list: (folder) => (listed.push(folder), snapshot.list(folder)) }, '')
    expect(listed.toSorted()).toEqual(['llmops', 'llmops.yaml'])
  })

  test('leaves recorded answers and other files alone', async () => {
    const files = { ...team, 'llmops/recorded/a.yaml': '[', 'llmops/notes.txt': '[', 'other/x.yaml': '[' }
    expect((await valid(files)).resources).toHaveLength(8)
  })

  test('looks for a missing name in what could not be read, before it calls it unknown', async () => {
    const suite = 'kind: EvalSuite\nname: s\nsubject: answer\ncases: [{id: a, input: {}}]\nassert: [{type: is-json}]\n'
    const broken = {
      'llmops.yaml': main,
      'llmops/s.yaml': suite,
      'llmops/p.yaml': 'kind: Prompt\nname: answer\nuser: [\n',
    }
    expect((await codes(broken)).filter((code) => code.includes('reference'))).toEqual([])
    const elsewhere = { ...broken, 'llmops/p.yaml': 'kind: Prompt\nname: other\nuser: [\n' }
    expect((await codes(elsewhere)).filter((code) => code.includes('reference'))).toEqual([
      'llmops/s.yaml unresolved-reference',
    ])
  })

  test('gives the same bytes whatever the order in which files are listed', async () => {
    const files = {
      ...team,
      'llmops/z.yaml': 'kind: Promt\n---\nkind: Model\nname: mini\nid: x\n',
      'llmops/b.yaml': 'a: [\n',
    }
    const snapshot = memorySnapshot(files)
    const shuffled = { ...snapshot, list: async (folder: string) => (await snapshot.list(folder)).toReversed() }
    const text = async (from: typeof snapshot): Promise<string> => {
      const { diagnostics, sources } = await loadProject(from, '')
      return diagnosticsText(diagnostics, sources)
    }
    const expected = await text(snapshot)
    expect(expected).toContain('unknown-kind')
    expect(await text(shuffled)).toBe(expected)
  })
})
