import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { errorsOf, importInMemory } from './in-memory.ts'

const examples = join(import.meta.dirname, '..', 'behaviour', 'import')

/** Every file of the examples, by a name whose ending says its format. */
const seeds = readdirSync(examples).flatMap((name) =>
  readdirSync(join(examples, name, 'input'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:prompt\.yml|prompty|prompt)$|promptfooconfig/.test(path))
    .map((path) => ({
      file: path.slice(path.lastIndexOf('/') + 1),
      text: readFileSync(join(examples, name, 'input', path), 'utf8'),
    })),
)

const scraps = [
  '{{',
  '}}',
  '{% if a %}',
  '{% endif %}',
  '{% for x in xs %}',
  '{{#each xs}}',
  '{{/each}}',
  '{{#if a}}',
  '{{else}}',
  '{{role "user"}}',
  '---\n',
  '\n',
  '  ',
  '- ',
  ': ',
  '"',
  "'",
  '[',
  ']',
  '{',
  '}',
  '&a',
  '*a',
  '!!js',
  '__proto__: 1\n',
  'constructor',
  'null',
  '1e999',
  '.inf',
  'file://',
  '../',
  '\\',
  '\u0000',
  '\ud800',
  '::error::',
  '##[',
  'system:\n',
  'user:\n',
  '💥',
  '\r\n',
  '\ufeff',
  '%',
  '|',
  '>',
  '#',
  '~',
  '\t',
]

/** An example with pieces cut out and others put in. */
const mutated = fc
  .record({
    seed: fc.constantFrom(...seeds),
    edits: fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        cut: fc.nat(12),
        insert: fc.constantFrom('', ...scraps),
      }),
      { maxLength: 6 },
    ),
  })
  .map(({ seed, edits }) => ({
    file: seed.file,
    text: edits.reduce((text, { at, cut, insert }) => {
      const start = Math.floor(at * text.length)
      return text.slice(0, start) + insert + text.slice(start + cut)
    }, seed.text),
  }))

test('whatever a file holds, an import does not throw, and what it writes is valid and the same twice', async () => {
  let written = 0
  await fc.assert(
    fc.asyncProperty(mutated, async ({ file, text }) => {
      const contents = { [file]: text }
      const first = await importInMemory(file, contents)
      const second = await importInMemory(file, contents)
      expect([...second.files]).toEqual([...first.files])
      if (first.files.size === 0) return
      written++
      expect(await errorsOf(first.files)).toEqual([])
    }),
    { numRuns: Number(process.env['RUNS'] ?? 200), seed: Number(process.env['SEED'] ?? 11) },
  )
  expect(written).toBeGreaterThan(50)
})

const words = [
  '{{a}}',
  'a',
  '',
  'Say {{ a.b | upper }}',
  '{% for x in xs %}{{ x.y }}{% endfor %}',
  'file://../x',
  'openai:gpt-4.1',
  'expected',
  '{{expected}}',
  'contains',
  'not-icontains',
  'llm-rubric',
  'is-json',
  'equals',
  'regex',
  'latency',
  'g-eval',
  'assert-set',
  'contains-any',
  'javascript',
  'tool-call-f1',
  'word-count',
  'user',
  'system',
  'assistant',
  'https://a.example/v1',
  '${env:X}',
  '{{#a}}{{b}}{{/a}}',
  '{{#each xs}}{{this}}{{/each}}',
  'gpt-4o',
  'string',
  'true',
  '12',
  'x\n\ny',
]
const fields = [
  'prompts',
  'providers',
  'tests',
  'defaultTest',
  'vars',
  'assert',
  'type',
  'value',
  'threshold',
  'weight',
  'metric',
  'provider',
  'options',
  'metadata',
  'description',
  'scenarios',
  'config',
  'name',
  'model',
  'messages',
  'role',
  'content',
  'testData',
  'evaluators',
  'string',
  'llm',
  'uses',
  'prompt',
  'modelId',
  'choices',
  'jsonSchema',
  'responseFormat',
  'modelParameters',
  'temperature',
  'maxTokens',
  'stop',
  'id',
  'label',
  'raw',
  'response_format',
  'schema',
  'tools',
  'parameters',
  'inputs',
  'outputs',
  'kind',
  'default',
  'sample',
  'connection',
  'endpoint',
  'apiKey',
  'input',
  'output',
  'toolDefs',
  'a',
  'xs',
  'expected',
  'repeat',
  'evaluateOptions',
  'tags',
]
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...words),
    fc.constantFrom<unknown>(null, true, 0, 1, 0.5, -1, 100),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...fields), tie('json'), { maxKeys: 5 }),
  ),
}))

/** Files whose fields hold anything, but for what makes a prompt of them. */
const anything = fc.constantFrom('promptfoo', 'github', 'prompty', 'dotprompt').chain((format) => {
  const any = fc.dictionary(fc.constantFrom(...fields), json, { maxKeys: 8 })
  const assertions = fc.array(
    fc.record(
      { type: fc.constantFrom(...words), value: json, threshold: json, metric: json },
      { requiredKeys: ['type'] },
    ),
    { maxLength: 4 },
  )
  const tests = fc.array(
    fc.record(
      { vars: fc.dictionary(fc.constantFrom('a', 'xs', 'expected', 'b'), json), assert: assertions, metadata: json },
      { requiredKeys: ['vars'] },
    ),
    { maxLength: 4 },
  )
  const body = fc
    .array(fc.constantFrom(...words, '\nuser:\n', '{{role "system"}}'), { maxLength: 6 })
    .map((parts) => parts.join(' '))
  if (format === 'promptfoo') {
    return fc
      .tuple(any, tests, fc.array(fc.constantFrom(...words, '{{a}} {{xs}}'), { minLength: 1, maxLength: 3 }))
      .map(([config, list, prompts]) => ({
        file: 'promptfooconfig.json',
        text: JSON.stringify({ providers: ['openai:gpt-4.1'], ...config, tests: list, prompts }),
      }))
  }
  if (format === 'github') {
    return fc.tuple(any, tests).map(([config, list]) => ({
      file: 'a.prompt.yml',
      text: JSON.stringify({
        ...config,
        messages: [{ role: 'user', content: 'x {{a}} {{expected}}' }],
        testData: list.map(({ vars }) => vars),
      }),
    }))
  }
  return fc.tuple(any, body).map(([config, text]) => ({
    file: format === 'prompty' ? 'a.prompty' : 'a.prompt',
    text: `---\n${JSON.stringify(config)}\n---\nuser: x\n${text}`,
  }))
})

test('whatever the fields of a file hold, what is written is valid', async () => {
  let written = 0
  await fc.assert(
    fc.asyncProperty(anything, async ({ file, text }) => {
      const { files } = await importInMemory(file, { [file]: text })
      if (files.size > 0) written++
      expect(
        await errorsOf(
          files.size === 0 ? new Map([['llmops.yaml', 'apiVersion: llmops/v1\nkind: Project\nname: a\n']]) : files,
        ),
      ).toEqual([])
    }),
    { numRuns: Number(process.env['RUNS'] ?? 150), seed: Number(process.env['SEED'] ?? 5) },
  )
  expect(written).toBeGreaterThan(50)
})
