import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { rules } from '../../src/rules/list.ts'
import { loadProject } from '../../src/rules/load-project.ts'
import { metaSchemaProblems } from '../../src/rules/meta-schema-problems.ts'
import { Effort } from '../../src/resources/effort.ts'
import { schemaReferenceProblems } from '../../src/rules/schema-references.ts'
import { casesToCertify } from '../../src/rules/suite-too-small.ts'
import { pairedScoreInterval } from '../../src/statistics/paired-score-interval.ts'
import { type MemoryFiles, memorySnapshot } from '../behaviour/memory-snapshot.ts'

const main = 'apiVersion: llmops/v1\nkind: Project\nname: support\n'

async function found(files: MemoryFiles): Promise<string[]> {
  const { diagnostics, sources } = await loadProject(memorySnapshot(files), '')
  return diagnostics.map(({ problem, place }) => {
    const { line, column } = sources.locate(place)
    return `${place.file}:${line}:${column} ${problem.code}`
  })
}

test('every rule is in the list', () => {
  const folder = new URL('../../src/rules/', import.meta.url)
  const written = readdirSync(folder).filter((file) =>
    /: Rule = (async )?function/.test(readFileSync(new URL(file, folder), 'utf8')),
  )
  expect(rules).toHaveLength(written.length)
  expect(new Set(rules).size).toBe(written.length)
})

describe('casesToCertify', () => {
  test.each([0.01, 0.02, 0.05, 0.1, 0.3, 1])('agrees with the interval at a margin of %d', (margin) => {
    const lower = (cases: number): number => pairedScoreInterval(Array<number>(cases).fill(0)).lower
    const needed = casesToCertify(margin)
    expect(lower(needed)).toBeGreaterThan(-margin)
    if (needed > 1) expect(lower(needed - 1)).toBeLessThanOrEqual(-margin)
  })

  test('is 73 at the default', () => {
    expect(casesToCertify(0.05)).toBe(73)
  })
})

describe('inputs', () => {
  const prompt = (user: string, more = ''): string =>
    `kind: Prompt\nname: answer\nmodel: openai/gpt-5\n${more}user: ${JSON.stringify(user)}\n`
  const suite = (name: string, ...inputs: object[]): string =>
    JSON.stringify({
      kind: 'EvalSuite',
      name,
      subject: 'answer',
      cases: inputs.map((input, index) => ({ id: `c${index}`, input })),
      assert: [{ type: 'is-json', gate: { maxDrop: 1 } }],
    })
  const check = (user: string, suites: string[], more = ''): Promise<string[]> =>
    found({
      'llmops.yaml': main,
      'llmops/p.yaml': prompt(user, more),
      ...Object.fromEntries(suites.map((text, index) => [`llmops/s${index}.yaml`, text])),
    })

  test.each<[string, string, object[], string[]]>([
    ['are in every case', '{{a}} {{b.c}}', [{ a: 1, b: { c: 2 } }], []],
    ['may be null', '{{a}}', [{ a: null }], []],
    ['are missing where all lack them', '{{b}}', [{ a: 1 }, { a: 2 }], ['llmops/p.yaml:4:8 unknown-template-name']],
    ['are missing deep inside', '{{a.c}}', [{ a: { b: 1 } }], ['llmops/p.yaml:4:8 unknown-template-name']],
    ['are missing in one case', '{{a}}{{a}}', [{ a: 1 }, { b: 1 }], ['llmops/s0.yaml:1:88 missing-input']],
    ['come from the items of a section', '{{#a}}{{x}}{{/a}}', [{ a: [{ x: 1 }] }, { a: [] }], []],
    ['are missing in an item', '{{#a}}{{x}}{{/a}}', [{ a: [{ y: 1 }] }], ['llmops/p.yaml:4:14 unknown-template-name']],
    [
      'are looked for in inverted sections',
      '{{^a}}{{b}}{{/a}}',
      [{ a: 1 }],
      ['llmops/p.yaml:4:14 unknown-template-name'],
    ],
    ['are never found on a prototype', '{{toString}}', [{ a: 1 }], ['llmops/p.yaml:4:8 unknown-template-name']],
  ])('%s', async (_, user, inputs, expected) => {
    expect(await check(user, [suite('s', ...inputs)])).toEqual(expected)
  })

  test('are asked for by each suite; a tag is reported once', async () => {
    const lacking = [suite('s', { a: 1 }), suite('t', { a: 1 })]
    expect(await check('{{b}}', lacking)).toEqual(['llmops/p.yaml:4:8 unknown-template-name'])
    for (const suites of [
      [{ b: 1 }, { a: 1 }],
      [{ a: 1 }, { c: 1 }],
    ]) {
      const texts = suites.map((input, index) => suite(`s${index}`, input))
      expect(await check('{{b}}', texts)).toEqual(['llmops/p.yaml:4:8 unknown-template-name'])
    }
  })

  test('of a prompt without a suite are nobody’s business', async () => {
    expect(await check('{{anything}}', [])).toEqual(['llmops/p.yaml:2:7 unused-resource'])
  })

  test('may be called expected where that is declared', async () => {
    expect(await check('{{expected}}', [suite('s', { expected: 1 })], 'input: [expected]\n')).toEqual([])
    expect(await check('{{expected}}', [suite('s', { expected: 1 })])).toEqual(['llmops/p.yaml:4:8 label-in-prompt'])
  })
})

describe('a JSON Schema of a user', () => {
  const messages = (schema: unknown): string[] => {
    const problems = [...metaSchemaProblems(schema as never), ...schemaReferenceProblems(schema as never, new Effort())]
    return problems.map(({ path, problem }) => `${path.join('/')}: ${'message' in problem ? problem.message : ''}`)
  }

  test.each<[string, unknown]>([
    ['true', true],
    ['empty', {}],
    ['recursive', { $defs: { tree: { properties: { left: { $ref: '#/$defs/tree' } } } }, $ref: '#/$defs/tree' }],
    ['with an anchor', { $defs: { a: { $anchor: 'here', type: 'string' } }, items: { $ref: '#here' } }],
    ['with an escaped pointer', { $defs: { 'a/b %': {} }, $ref: '#/$defs/a~1b%20%25' }],
    ['of the whole', { properties: { again: { $ref: '#' } } }],
    ['with data that looks like a reference', { enum: [{ $ref: 'http://x' }], default: { pattern: '(' } }],
    ['with properties named like keywords', { properties: { $ref: { type: 'string' }, pattern: {}, $id: {} } }],
    ['with its dialect', { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' }],
    ['with a pattern that would run away natively', { pattern: '^(a+)+$' }],
  ])('%s is usable', (_, schema) => {
    expect(messages(schema)).toEqual([])
  })

  test.each<[unknown, string[]]>([
    [{ type: 'strin' }, ['type: there is no type `strin`; did you mean `string`?']],
    [{ properties: { a: { required: true } } }, ['properties/a/required: `required` cannot be true']],
    [{ items: [{}] }, ['items: `items` cannot be a list']],
    [5, [': a schema is a mapping, not 5']],
    [{ $ref: 'other.json' }, ['$ref: `other.json` leads out of this schema; nothing is fetched']],
    [
      { anyOf: [{ $dynamicRef: 'https://x.example/#a' }] },
      ['anyOf/0/$dynamicRef: `https://x.example/#a` leads out of this schema; nothing is fetched'],
    ],
    [{ $ref: '#/$defs/no' }, ['$ref: `#/$defs/no` leads nowhere']],
    [{ $ref: '#%zz' }, ['$ref: `#%zz` leads nowhere']],
    [{ $ref: '#/constructor' }, ['$ref: `#/constructor` leads nowhere']],
    [{ patternProperties: { '(?<=a)b': {} } }, ['patternProperties/(?<=a)b: invalid named capture: `(?<=a)b`']],
  ])('%j is not', (schema, expected) => {
    expect(messages(schema)).toEqual(expected)
  })
})
