import { expect, test } from 'vitest'
import { formatOf } from '../../src/imports/detect.ts'
import { Findings } from '../../src/imports/findings.ts'
import { findFrontMatter } from '../../src/imports/front-matter.ts'
import { Names, slug } from '../../src/imports/names.ts'
import { schemaOfPico } from '../../src/imports/picoschema.ts'
import { expectedAssertion } from '../../src/imports/promptfoo/expected-column.ts'
import { readProviderId } from '../../src/imports/promptfoo/provider-id.ts'
import { pointerOf } from '../../src/imports/promptfoo/transform.ts'
import { combinationsOf, withNamesFilledIn } from '../../src/imports/promptfoo/vars.ts'
import { Providers, type WrittenOrigin } from '../../src/imports/providers.ts'
import { yamlText } from '../../src/imports/yaml-text.ts'
import { readYaml } from '../../src/source/yaml-documents.ts'

test.each([
  ['a/b.prompt.yml', '', 'GitHub prompt'],
  ['b.prompt.yaml', '', 'GitHub prompt'],
  ['b.prompty', '', 'Prompty'],
  ['b.variant.prompt', '', 'dotprompt'],
  ['promptfooconfig.ci.json', '{}', 'promptfoo'],
  ['evals.yaml', 'prompts: [a]', 'promptfoo'],
  ['evals.yml', 'providers: [a]\ntests: []', 'promptfoo'],
  ['ask.yaml', 'messages: [{role: user, content: a}]', 'GitHub prompt'],
  ['other.yaml', 'kind: Prompt', undefined],
  ['other.yaml', 'a: [', undefined],
  ['other.md', 'prompts: [a]', undefined],
])('%s with %j is %s', (file, text, format) => {
  expect(formatOf(file, text)).toBe(format)
})

test.each([
  ['openai:gpt-4.1', 'openai/gpt-4.1'],
  ['openai:chat:gpt-4.1', 'openai/gpt-4.1'],
  ['openai:responses:gpt-5.4', 'openai/gpt-5.4 (another way)'],
  ['openai:chat:ft:gpt-4o:acme::x', 'openai/ft:gpt-4o:acme::x'],
  ['anthropic:messages:claude-sonnet-5', 'anthropic/claude-sonnet-5'],
  ['azureopenai:chat:deployment', 'azure/deployment'],
  ['bedrock:converse:anthropic.claude-v2:1', 'bedrock/anthropic.claude-v2:1'],
  ['openrouter:meta-llama/llama-3', 'openrouter/meta-llama/llama-3'],
  ['ollama:chat:llama3:8b', 'ollama/llama3:8b'],
  ['togetherai:chat:m', 'together/m'],
  ['github:mistral-ai/mistral-large', 'mistral/mistral-large'],
  ['exec:./x.sh', 'code'],
  ['file://provider.js', 'code'],
  ['python:provider.py', 'code'],
  ['https://acme.example/answer', 'address'],
  ['webhook:https://acme.example', 'address'],
  ['echo', 'unsupported'],
  ['openai:embedding:text-embedding-3-small', 'unsupported'],
  ['openai:realtime:gpt-4o-realtime', 'unsupported'],
  ['', 'unsupported'],
])('the provider %s is %s', (text, expected) => {
  const read = readProviderId(text)
  const shown =
    read.kind === 'model' ? `${read.provider}/${read.id}${read.responses ? ' (another way)' : ''}` : read.kind
  expect(shown).toBe(expected)
})

const place = { in: 'file', file: 'a' } as const

test.each<[string, WrittenOrigin, string, object | undefined]>([
  ['openai', {}, 'openai', undefined],
  ['openai', { url: 'https://api.openai.com/v1/' }, 'openai', undefined],
  ['openai', { key: 'OTHER_KEY' }, 'openai', { key: 'OTHER_KEY' }],
  ['openai', { key: 'GITHUB_TOKEN' }, 'openai', undefined],
  [
    'openai',
    { url: 'https://vllm.acme.internal/v1', key: 'VLLM_KEY' },
    'vllm',
    { url: 'https://vllm.acme.internal/v1', key: 'VLLM_KEY' },
  ],
  [
    'openai',
    { url: 'https://openai.acme.example/v1' },
    'openai-acme-example',
    { url: 'https://openai.acme.example/v1' },
  ],
  ['openai', { url: 'http://localhost:8000/v1' }, 'local', { url: 'http://localhost:8000/v1' }],
  ['openai', { url: 'http://169.254.169.254/v1' }, 'openai-custom', { type: 'replay' }],
  ['openai', { url: '{{ env.URL }}' }, 'openai-custom', { type: 'replay' }],
  [
    'anthropic',
    { url: 'https://proxy.acme.example' },
    'proxy',
    { type: 'anthropic', url: 'https://proxy.acme.example' },
  ],
  [
    'azure',
    { url: 'https://acme.openai.azure.com', version: '2024-10-21' },
    'azure',
    { url: 'https://acme.openai.azure.com', key: 'AZURE_API_KEY', version: '2024-10-21' },
  ],
  ['azure', {}, 'azure', { type: 'replay' }],
  ['bedrock', { region: 'eu-central-1' }, 'bedrock', { region: 'eu-central-1' }],
  ['bedrock', { region: '../x' }, 'bedrock', { type: 'replay' }],
  ['Cohere AI', {}, 'cohere-ai', { type: 'replay' }],
])('%s at %j is bound as %s', (provider, origin, name, entry) => {
  const providers = new Providers()
  expect(providers.bind(provider, origin, { place, findings: new Findings() })).toBe(name)
  expect(providers.needed.get(name)?.entry).toEqual(entry)
})

test('two addresses of one name are told apart, and one that is known takes the place of one that is not', () => {
  const providers = new Providers()
  const bind = (url?: string) => providers.bind('azure', { url }, { place, findings: new Findings() })
  expect([
    bind(),
    bind('https://a.openai.azure.com'),
    bind('https://b.openai.azure.com'),
    bind('https://a.openai.azure.com'),
    bind(),
  ]).toEqual(['azure', 'azure', 'azure-2', 'azure', 'azure'])
  expect(providers.needed.get('azure-2')?.entry).toMatchObject({ type: 'azure', url: 'https://b.openai.azure.com' })
})

test.each([
  ['Paris', { type: 'equals', value: 'Paris' }],
  ['contains: Paris', { type: 'contains', value: 'Paris' }],
  ['not-icontains:a', { type: 'not-icontains', value: 'a' }],
  ['contains-any: a, b', { type: 'contains-any', value: ['a', 'b'] }],
  ['levenshtein(5): a', { type: 'levenshtein', value: 'a', threshold: 5 }],
  ['is-json', { type: 'is-json' }],
  ['grade: is kind', { type: 'llm-rubric', value: 'is kind' }],
  ['fn: output.length', { type: 'javascript', value: 'output.length' }],
  ['file://check.py', { type: 'javascript', value: 'file://check.py' }],
  ['Note: a colon', { type: 'equals', value: 'Note: a colon' }],
  ['', { type: 'equals', value: '' }],
])('a cell %j is the assertion %j', (cell, assertion) => {
  expect(expectedAssertion(cell)).toEqual(assertion)
})

test.each([
  ['JSON.parse(output).a.b', '/a/b'],
  ['output.items[0]["x/y"]', '/items/0/x~1y'],
  ['output', undefined],
  ['output.trim()', undefined],
  ['output.a + 1', undefined],
  ['(() => process.exit())()', undefined],
])('the transform %j is %j', (transform, pointer) => {
  expect(pointerOf(transform)).toBe(pointer)
})

test('variables make every combination, insert one another, and are never too many', () => {
  expect(
    combinationsOf(
      new Map([
        ['a', [1, 2]],
        ['b', ['x', 'y']],
      ]),
    ),
  ).toEqual([
    { a: 1, b: 'x' },
    { a: 1, b: 'y' },
    { a: 2, b: 'x' },
    { a: 2, b: 'y' },
  ])
  const many = new Map(Array.from({ length: 5 }, (_, at) => [`v${at}`, Array.from({ length: 10 }, String)] as const))
  expect(combinationsOf(many)).toBeUndefined()
  expect(withNamesFilledIn({ a: 'Hi {{ b }}', b: '{{c}}!', c: 'you', d: '{{unknown}}', e: '{{e}}' })).toEqual({
    a: 'Hi you!',
    b: 'you!',
    c: 'you',
    d: '{{unknown}}',
    e: '{{e}}',
  })
})

test.each([
  ['string, what it is', { type: 'string', description: 'what it is' }],
  ['any', {}],
  ['Registered', undefined],
  [{ a: 'Registered' }, undefined],
  [
    { type: 'array', items: {} },
    { type: 'array', items: {} },
  ],
  [{ properties: {} }, { type: 'object', properties: {} }],
  [
    { 'a?(array, some)': 'string', 'b(enum)': ['x'], 'c?(enum)': ['y'], 'd(object)': { '(*)': 'number' } },
    {
      type: 'object',
      properties: {
        a: { type: ['array', 'null'], items: { type: 'string' }, description: 'some' },
        b: { enum: ['x'] },
        c: { enum: ['y', null] },
        d: { type: 'object', properties: {}, additionalProperties: { type: 'number' } },
      },
      required: ['b', 'd'],
      additionalProperties: false,
    },
  ],
])('the Picoschema %j is a JSON Schema', (pico, schema) => {
  expect(schemaOfPico(pico)).toEqual(schema)
})

test.each([
  ['---\na: 1\n---\nbody', 'a: 1\n', 'body'],
  ['# licence\n\n---\na: 1\n---\n', 'a: 1\n', ''],
  ['---\n---\nbody', '', 'body'],
  ['---\na: 1\n', undefined, '---\na: 1\n'],
  ['body\n---\nx\n---\n', undefined, 'body\n---\nx\n---\n'],
  ['', undefined, ''],
])('the front matter of %j', (text, yaml, body) => {
  const found = findFrontMatter(text)
  expect([found.yaml && text.slice(...found.yaml), text.slice(...found.body)]).toEqual([yaml, body])
})

test('names have the form of names, and each is given once', () => {
  expect(['Größe & Ton', '__a__', '::error::', '💥', 'x'.repeat(80)].map(slug)).toEqual([
    'grosse-ton',
    'a__',
    'error',
    undefined,
    'x'.repeat(63),
  ])
  const names = new Names([['subject', 'a']])
  expect([names.take('subject', 'a'), names.take('subject', 'a'), names.take('Model', 'a')]).toEqual([
    'a-2',
    'a-3',
    'a',
  ])
  expect(names.take('subject', 'x'.repeat(63))).toHaveLength(63)
  expect(names.take('subject', 'x'.repeat(63))).toBe(`${'x'.repeat(61)}-2`)
})

test.each([
  '',
  ' ',
  '\n',
  'a\n',
  '\n\na  \n b',
  '# a',
  '- a',
  '{{a}}',
  '---',
  'a: b',
  "'",
  '"',
  '\t',
  '\u0007',
  '\u0085',
  '\u2028',
  '\ufeff',
  '&a *a !a',
  '1e3',
  'null',
  '<<',
  'x'.repeat(3_000),
  'a\r\nb',
])('the text %j is read back as it was written', (text) => {
  const value = { text, list: [text], nested: { text } }
  expect(readYaml('', yamlText(value)).documents[0]?.value).toEqual(value)
})
