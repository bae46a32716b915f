import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { effectOf } from '../../src/resources/effects.ts'
import { kindNames } from '../../src/resources/kind-names.ts'
import type { KindName } from '../../src/resources/project.ts'
import { shapeProblems } from '../../src/resources/shape-problems.ts'

const root = new URL('../../', import.meta.url)
const files: { readonly [kind in KindName | 'common' | 'llmops']: string } = {
  Project: 'project',
  Model: 'model',
  Prompt: 'prompt',
  Chain: 'chain',
  Application: 'application',
  KnowledgeBase: 'knowledge-base',
  Dataset: 'dataset',
  EvalSuite: 'eval-suite',
  DeploymentTarget: 'deployment-target',
  common: 'common',
  llmops: 'llmops',
}

type Schema = { readonly [keyword: string]: unknown }

async function schemaOf(name: keyof typeof files): Promise<Schema> {
  return JSON.parse(await readFile(new URL(`schema/${files[name]}.schema.json`, root), 'utf8')) as Schema
}

/** Keywords that hold no schemas of the document. */
const isData: ReadonlySet<string> = new Set(['if', 'examples', 'dependentRequired'])

/** Each property with its path, wherever it stands in a schema. */
function properties(schema: unknown, path: string): readonly (readonly [string, Schema])[] {
  if (typeof schema !== 'object' || schema === null) return []
  return Object.entries(schema).flatMap(([keyword, inner]) => {
    const named = keyword === 'properties' ? Object.entries(inner as { [name: string]: Schema }) : []
    const own = named.map(([name, property]) => [`${path}.${name}`, property] as const)
    return [...own, ...(isData.has(keyword) ? [] : properties(inner, `${path}.${keyword}`))]
  })
}

async function runGenerator(...args: string[]): Promise<unknown> {
  return promisify(execFile)(process.execPath, [fileURLToPath(new URL('.ci/generate.ts', root)), ...args])
}

describe('the schemas', () => {
  test.each(Object.keys(files) as (keyof typeof files)[])(
    'of %s describe every property, with an example',
    async (name) => {
      const schema = await schemaOf(name)
      const common = (await schemaOf('common'))['$defs'] as { [name: string]: Schema }
      for (const [path, property] of properties(schema, name)) {
        const target = { ...common, ...(schema['$defs'] as typeof common) }[
          String(property['$ref']).split('/').at(-1) ?? ''
        ]
        expect(property['description'] ?? target?.['description'], path).toEqual(expect.any(String))
        if (property['const'] !== undefined || path === 'llmops.kind') continue
        expect(property['examples'] ?? property['enum'] ?? target?.['examples'] ?? target?.['enum'], path).toEqual(
          expect.any(Array),
        )
      }
    },
  )

  test('mark every field of a resource as behaviour, cost or governance', async () => {
    for (const kind of kindNames) {
      for (const [path, property] of properties(await schemaOf(kind), kind)) {
        if (/\.(kind|name)$/.test(path)) continue
        expect(property['x-effect'], path).toMatch(/^(behaviour|cost|governance)$/)
      }
    }
  })

  test('are what the generated files were made from', async () => {
    await expect(runGenerator('--check')).resolves.toBeDefined()
  })
})

describe('the joined schema', () => {
  async function joinedErrors(document: object): Promise<readonly string[]> {
    const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, keywords: ['x-effect', 'patternErrorMessage'] })
    const validate = ajv.compile(await schemaOf('llmops'))
    validate(document)
    return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`)
  }

  const documents: { readonly [kind in KindName]: object } = {
    Project: {
      apiVersion: 'llmops/v1',
      kind: 'Project',
      name: 'a',
      providers: { x: { key: 'X' } },
      gate: { min: 0.5 },
    },
    Model: { kind: 'Model', name: 'a', id: 'openai/gpt-5', price: { input: 1, output: 2 } },
    Prompt: { kind: 'Prompt', name: 'a', model: 'openai/gpt-5', user: { file: 'x.md' }, parameters: { stop: ['x'] } },
    Chain: { kind: 'Chain', name: 'a', steps: [{ id: 'b', prompt: 'c', with: { x: '{{y}}' } }] },
    Application: { kind: 'Application', name: 'a', url: 'https://x', request: { q: '{{q}}' }, headers: { 'x-y': 'z' } },
    KnowledgeBase: { kind: 'KnowledgeBase', name: 'a', files: ['kb/*.md'], chunk: { size: 100 } },
    Dataset: { kind: 'Dataset', name: 'a', cases: [{ input: { x: 1 }, language: 'de', turns: ['x'] }] },
    EvalSuite: { kind: 'EvalSuite', name: 'a', subject: 'b', dataset: 'c', assert: [{ type: 'equals', value: null }] },
    DeploymentTarget: {
      kind: 'DeploymentTarget',
      name: 'a',
      deploy: 'b',
      to: { type: 'git', branch: 'x' },
      soak: '1h',
    },
  }

  test.each(kindNames)('takes a %s, as its own schema does', async (kind) => {
    expect(await joinedErrors(documents[kind])).toEqual([])
    expect(shapeProblems(kind, documents[kind] as never)).toEqual([])
  })

  test('speaks of the kind that is meant, and of no other', async () => {
    const errors = await joinedErrors({ ...documents.Prompt, modle: 'x', parameters: { temperature: 9 } })
    expect(errors.toSorted()).toEqual(['/parameters/temperature maximum', ' additionalProperties', ' if'].toSorted())
  })

  test('leads nowhere outside itself', async () => {
    expect(JSON.stringify(await schemaOf('llmops'))).not.toMatch(/"\$ref":"(?!#)/)
  })
})

describe('effectOf', () => {
  test.each<[KindName, (string | number)[], string]>([
    ['Prompt', ['user'], 'behaviour'],
    ['Prompt', ['parameters', 'temperature'], 'behaviour'],
    ['Prompt', ['messages', 0, 'content'], 'behaviour'],
    ['Prompt', ['description'], 'governance'],
    ['Prompt', ['labels', 'team'], 'governance'],
    ['Prompt', ['output', 'properties', 'x'], 'behaviour'],
    ['Model', ['price'], 'cost'],
    ['Model', ['price', 'input'], 'cost'],
    ['Model', ['contextWindow'], 'governance'],
    ['Dataset', ['cases', 3, 'input', 'question'], 'behaviour'],
    ['Dataset', ['slices', 0], 'governance'],
    ['EvalSuite', ['assert', 0, 'gate', 'maxDrop'], 'governance'],
    ['EvalSuite', ['assert', 0, 'value', 'x'], 'behaviour'],
    ['EvalSuite', ['coverage'], 'governance'],
    ['Project', ['providers', 'vllm', 'url'], 'governance'],
    ['Project', ['budget', 'pullRequest'], 'governance'],
    ['Prompt', ['not-there'], 'behaviour'],
    ['Prompt', ['constructor'], 'behaviour'],
  ])('of %s at %j is %s', (kind, path, effect) => {
    expect(effectOf(kind, path)).toBe(effect)
  })
})

test('every keyword that the schemas use has words', () => {
  const wrong: { readonly [kind in KindName]: object } = {
    Project: {
      apiVersion: 1,
      kind: 'Project',
      name: '',
      providers: { A: { type: 1, concurrency: 0, timeout: 0 } },
      x: 1,
    },
    Model: { kind: 'Model', name: 'a', id: 'x', price: { input: -1 }, contextWindow: 0.5, retires: 'x' },
    Prompt: {
      kind: 'Prompt',
      name: 'a',
      messages: [],
      user: '',
      input: ['', 'a', 'a'],
      parameters: { stop: Array(5).fill('') },
    },
    Chain: {
      kind: 'Chain',
      name: 'a',
      input: ['a', 'a'],
      steps: [{ id: '1', top: 0, at: 'x', query: '' }],
      stepLimit: 101,
    },
    Application: { kind: 'Application', name: 'a', url: '', request: [], headers: { Cookie: 1 }, at: 'x' },
    KnowledgeBase: {
      kind: 'KnowledgeBase',
      name: 'a',
      files: [],
      chunk: { size: 1, by: 'page' },
      retriever: { headers: { 'x-y': 'ü' } },
    },
    Dataset: {
      kind: 'Dataset',
      file: '',
      cases: 1,
      columns: { 'a b': '' },
      slices: ['', ''],
      curation: { maxShare: {} },
    },
    EvalSuite: {
      kind: 'EvalSuite',
      name: 'a',
      cases: [],
      assert: [{ weight: 0, at: 'x', gate: { min: 2 } }],
      trials: 101,
      coverage: -1,
    },
    DeploymentTarget: {
      kind: 'DeploymentTarget',
      name: 'a b',
      to: { type: 'x', path: '' },
      soak: 'x',
      whenUnsure: 'x',
    },
  }
  for (const kind of kindNames) {
    const found = shapeProblems(kind, wrong[kind] as never)
    expect(found.length).toBeGreaterThan(3)
    expect(new Set(found.map((one) => JSON.stringify(one))).size).toBe(found.length)
  }
})
