import { describe, expect, it } from 'vitest'
import { digestOf } from '../../src/digest/digest.ts'
import type { ChangeSet } from '../../src/resources/change-set.ts'
import { diffProjects } from '../../src/resources/diff-projects.ts'
import { readProject } from '../../src/resources/load.ts'
import type { Project } from '../../src/resources/project.ts'
import type { Snapshot } from '../../src/resources/snapshot.ts'
import { measureDigest, subjectDigest } from '../../src/resources/subject-digest.ts'

type Files = { readonly [path: string]: string }

function snapshotOf(files: Files): Snapshot {
  const bytes = new Map(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)]))
  return {
    label: 'work tree',
    commit: undefined,
    list: async (folder) =>
      [...bytes]
        .filter(([path]) => folder === '' || path === folder || path.startsWith(`${folder}/`))
        .map(([path, content]) => ({ path, type: 'file' as const, bytes: content.length, id: digestOf(content) })),
    read: async (path) => bytes.get(path),
  }
}

async function load(files: Files): Promise<Project> {
  const { project, diagnostics } = await readProject(snapshotOf(files), '', [])
  if (project === undefined) throw new Error(`does not load: ${JSON.stringify(diagnostics)}`)
  return project
}

function idsOf(files: Files): ReadonlyMap<string, string> {
  return new Map(Object.entries(files).map(([path, text]) => [path, digestOf(text)]))
}

async function diff(base: Files, head: Files): Promise<ChangeSet> {
  return diffProjects(await load(base), await load(head), { base: idsOf(base), head: idsOf(head) })
}

const base: Files = {
  'llmops.yaml': 'apiVersion: llmops/v1\nkind: Project\nname: support\n',
  'llmops/models.yaml':
    'kind: Model\nname: mini\nid: openai/gpt-5-mini-2025-08-07\nparameters: {temperature: 0, topP: 1}\n',
  'llmops/answer.yaml': [
    'kind: Prompt',
    'name: answer',
    'model: mini',
    'system: {file: answer.md}',
    'user: "Question: {{question}}"',
    'output: {file: answer.schema.json}',
    '',
  ].join('\n'),
  'llmops/answer.md': 'Answer in one sentence.\nNever guess.\n',
  'llmops/answer.schema.json': '{"type":"object","required":["word"],"properties":{"word":{"type":"string"}}}',
  'llmops/data.yaml': 'kind: Dataset\nname: cases\nfile: cases.jsonl\nslices: [language]\n',
  'llmops/cases.jsonl': [
    '{"id":"a","input":{"question":"A?"},"expected":{"word":"x"},"language":"de"}',
    '{"id":"b","input":{"question":"B?"},"expected":{"word":"y"},"language":"en"}',
    '',
  ].join('\n'),
  'llmops/quality.yaml':
    'kind: EvalSuite\nname: quality\nsubject: answer\ndataset: cases\nassert:\n  - {type: icontains, at: /word, value: "{{expected.word}}"}\n',
}

/** The same, written by someone else. */
const rewritten: Files = {
  'llmops.yaml': '# Our project.\nname: "support"\nkind: Project\napiVersion: llmops/v1\n',
  'llmops/all.yml': [
    '---',
    'parameters:',
    '  topP: 1.0   # all of it',
    '  temperature: 0',
    'id: openai/gpt-5-mini-2025-08-07',
    'kind: Model',
    "name: 'mini'",
    '---',
    'kind: Prompt',
    'name: answer',
    'model: mini',
    'system: |',
    '  Answer in one sentence.',
    '  Never guess.',
    'user: >-',
    '  Question:',
    '  {{question}}',
    'output:',
    '  properties: {word: {type: string}}',
    '  required: [word]',
    '  type: object',
    '---',
    'kind: EvalSuite',
    'name: quality',
    'assert:',
    '  - value: "{{expected.word}}"',
    '    at: /word',
    '    type: icontains',
    'dataset: cases',
    'subject: answer',
    '',
  ].join('\r\n'),
  'llmops/data.yaml':
    'kind: Dataset\nname: cases\nfile: cases.csv\ncolumns: {input.question: Question, language: Sprache}\nslices: [language]\n',
  'llmops/cases.csv': '\uFEFFSprache,id,expected.word,Question\r\nen,b,y,B?\r\n\r\nde,a,x,"A?"\r\n',
}

describe('a project that was written anew', () => {
  it('is the same in meaning, and the files are listed', async () => {
    expect(await diff(base, rewritten)).toEqual({
      resources: [],
      suites: [],
      targets: [],
      formattedFiles: [...new Set([...Object.keys(base), ...Object.keys(rewritten)])].toSorted(),
    })
  })

  it('has the same digests', async () => {
    const [before, after] = await Promise.all([load(base), load(rewritten)])
    const digests = [before, after].map(({ suites }) => {
      const suite = suites.get('quality')
      return suite && [subjectDigest(suite.subject), measureDigest(suite.measure)]
    })
    expect(digests[0]).toBeDefined()
    expect(digests[0]).toEqual(digests[1])
  })
})

describe('one character', () => {
  it.each([
    ['of a text beside the YAML', 'llmops/answer.md', 'guess.', 'guess!', 'Prompt answer', ['system'], 'subject'],
    [
      'of a schema beside the YAML',
      'llmops/answer.schema.json',
      'string',
      'number',
      'Prompt answer',
      ['output', 'properties', 'word', 'type'],
      'subject',
    ],
    ['of a model', 'llmops/models.yaml', 'topP: 1', 'topP: 0', 'Model mini', ['parameters', 'topP'], 'subject'],
    [
      'of an assertion',
      'llmops/quality.yaml',
      'icontains',
      'contains',
      'EvalSuite quality',
      ['assert', 0, 'type'],
      'measure',
    ],
  ] as const)('%s is a change of its resource and of its suite', async (_, file, from, to, resource, path, side) => {
    const changes = await diff(base, { ...base, [file]: base[file]?.replace(from, to) ?? '' })
    expect(
      changes.resources.map(({ kind, name, fields }) => [`${kind} ${name}`, fields.map((field) => field.path)]),
    ).toEqual([[resource, [path]]])
    expect(changes.suites).toMatchObject([
      { suite: 'quality', subject: side === 'subject', measure: side === 'measure' },
    ])
    expect(changes.suites[0]?.through.map(({ kind, name }) => `${kind} ${name}`)).toEqual([resource])
    expect(changes.formattedFiles).toEqual([])
  })

  it('of a case is a change of that case', async () => {
    const changes = await diff(base, {
      ...base,
      'llmops/cases.jsonl': base['llmops/cases.jsonl']?.replace('B?', 'C?') ?? '',
    })
    expect(changes.resources).toMatchObject([
      { kind: 'Dataset', fields: [], cases: { added: [], removed: [], edited: ['b'] } },
    ])
    expect(changes.formattedFiles).toEqual([])
  })
})

it('a rename through every file is one change', async () => {
  const head = {
    ...base,
    'llmops/answer.yaml': base['llmops/answer.yaml']?.replace('name: answer', 'name: reply\nformerly: answer') ?? '',
    'llmops/quality.yaml': base['llmops/quality.yaml']?.replace('subject: answer', 'subject: reply') ?? '',
  }
  const changes = await diff(base, head)
  expect(changes.resources).toMatchObject([
    { kind: 'Prompt', name: 'reply', change: 'renamed', formerly: 'answer', fields: [] },
  ])
  expect(changes.suites).toEqual([])
  expect(changes.formattedFiles).toEqual(['llmops/quality.yaml'])
})
