import type { KindName, Subject } from '../../src/resources/project.ts'
import type { MemoryFiles } from '../behaviour/memory-snapshot.ts'
import { type Fields, yaml } from './project.ts'

/** The kinds that a subject is made of. A new kind of subject does not compile until its fields are below. */
export type Part = Subject['kind'] | Extract<KindName, 'Model' | 'KnowledgeBase' | 'Dataset'>

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47])
const files: MemoryFiles = {
  'llmops/answer.md': 'Be brief.\n',
  'llmops/other.md': 'Be kind.\n',
  'llmops/a.png': png,
  'llmops/b.png': Uint8Array.from([...png, 1]),
  'llmops/a.mp3': png,
  'llmops/b.mp3': Uint8Array.from([...png, 1]),
  'llmops/a.pdf': png,
  'llmops/b.pdf': Uint8Array.from([...png, 1]),
  'llmops/kb/refunds.md': 'Five days.\n',
  'llmops/kb/shipping.md': 'Two days.\n',
  'llmops/kb/more/eu.md': 'One day.\n',
  'llmops/train.jsonl': '{"id": "t3", "input": {"question": "C"}, "expected": {"answer": "3"}, "language": "en"}\n',
  'llmops/train.csv': 'Frage,Antwort,Hinweis\nA,1,2\n',
}

const parameters = {
  temperature: 0,
  topP: 0.9,
  maxTokens: 400,
  seed: 7,
  stop: ['END'],
  frequencyPenalty: 0.1,
  presencePenalty: 0.2,
  reasoningEffort: 'low',
}
/** Each with another value. */
const otherParameters: typeof parameters = {
  temperature: 0.1,
  topP: 1,
  maxTokens: 401,
  seed: 8,
  stop: ['END', 'STOP'],
  frequencyPenalty: 0,
  presencePenalty: 0,
  reasoningEffort: 'high',
}

const project: Fields = {
  apiVersion: 'llmops/v1',
  kind: 'Project',
  name: 'support',
  providers: { app: { type: 'http', url: 'https://app.acme.internal' } },
}
const mini: Fields = { kind: 'Model', name: 'mini', id: 'openai/gpt-5-mini' }
const media: Fields = { kind: 'Model', name: 'open', id: 'openai/gpt-9', price: { input: 1, output: 2 } }
const plain: Fields = { kind: 'Prompt', name: 'answer', model: 'mini', system: 'Be brief.', user: '{{question}}' }
const train: Fields = {
  kind: 'Dataset',
  name: 'train',
  cases: [
    { id: 't1', input: { question: 'A' }, expected: { answer: '1' }, language: 'de' },
    { id: 't2', input: { question: 'B' }, expected: { answer: '2' }, language: 'en' },
  ],
}
const shown: Fields = { ...plain, examples: { dataset: 'train' } }
const tool = { name: 'order', description: 'Status of an order.', parameters: { type: 'object', properties: {} } }
const knowledge: Fields = { kind: 'KnowledgeBase', name: 'kb', files: 'kb/*.md' }
const retriever = { url: 'https://app.acme.internal/search' }
const search: Fields = { kind: 'KnowledgeBase', name: 'kb', retriever }
const chain: Fields = {
  kind: 'Chain',
  name: 'support',
  steps: [
    { id: 'found', retrieve: 'kb', query: '{{question}}' },
    { id: 'text', text: '{{#found}}{{text}}{{/found}}' },
    { id: 'parsed', json: '[{{question}}, "{{text}}"]' },
    { id: 'reply', prompt: 'answer', with: { question: '{{parsed}}' } },
  ],
}
const app: Fields = {
  kind: 'Application',
  name: 'app',
  url: 'https://app.acme.internal/answer',
  request: { question: '{{question}}', top: 5 },
}

/** A project, and the subject in question. */
export interface Side {
  readonly files: MemoryFiles
  readonly subject: string
}

function side(subject: string, ...resources: readonly Fields[]): Side {
  return { files: { 'llmops.yaml': yaml(project), 'llmops/all.yaml': yaml(...resources), ...files }, subject }
}

const promptWith = (more: Fields, from = plain): Side => side('answer', mini, media, train, { ...from, ...more })
const modelWith = (more: Fields): Side => side('answer', { ...mini, ...more }, plain)
const knowledgeWith = (more: Fields, from = knowledge): Side =>
  side('support', mini, plain, chain, { ...from, ...more })
export const chainWith = (more: Fields): Side =>
  side(
    'support',
    mini,
    plain,
    { ...plain, name: 'other', system: 'Be kind.' },
    knowledge,
    { ...knowledge, name: 'kb2', chunk: { size: 99 } },
    {
      ...chain,
      ...more,
    },
  )
const stepWith = (index: number, more: Fields): Side =>
  chainWith({ steps: (chain['steps'] as Fields[]).map((step, at) => (at === index ? { ...step, ...more } : step)) })
const appWith = (more: Fields): Side => side('app', { ...app, ...more })
const trainWith = (more: Fields, from = train): Side => side('answer', mini, shown, { ...from, ...more })
const examples = (more: Fields): Side => promptWith({ examples: { dataset: 'train', ...more } })
const tools = (more: Fields): Side => promptWith({ tools: [{ ...tool, ...more }] })
const { system: _, user: __, ...bare } = plain
export const message = (content: Fields[] | Fields | string, role = 'user'): Side =>
  promptWith({ model: 'open', messages: [{ role, content }] }, bare)
export const part = (type: string, file: string): Side => message([{ text: 'Look.' }, { [type]: { file } }])

export type Sides = readonly [before: Side, after: Side]

function parametersOf(make: (more: Fields) => Side): { readonly [path: string]: Sides } {
  const changes = Object.entries(otherParameters).map(([name, value]): [string, Sides] => [
    `parameters.${name}`,
    [make({ parameters }), make({ parameters: { ...parameters, [name]: value } })],
  ])
  return Object.fromEntries(changes)
}

/** For each field that is marked as behaviour, two projects that differ in nothing else. */
export const behaviour: { readonly [part in Part]: { readonly [path: string]: Sides } } = {
  Prompt: {
    model: [promptWith({}), promptWith({ model: 'openai/gpt-5-nano' })],
    ...parametersOf(promptWith),
    input: [promptWith({}), promptWith({ input: ['question', 'tone'] })],
    system: [promptWith({}), promptWith({ system: 'Be kind.' })],
    user: [promptWith({}), promptWith({ user: '{{question}}?' })],
    'messages.*.role': [message('{{question}}'), message('{{question}}', 'assistant')],
    'messages.*.content.file': [message({ file: 'answer.md' }), message({ file: 'other.md' })],
    'messages.*.content.*.text': [message([{ text: 'a' }]), message([{ text: 'b' }])],
    'messages.*.content.*.image.file': [part('image', 'a.png'), part('image', 'b.png')],
    'messages.*.content.*.audio.file': [part('audio', 'a.mp3'), part('audio', 'b.mp3')],
    'messages.*.content.*.file.file': [part('file', 'a.pdf'), part('file', 'b.pdf')],
    output: [promptWith({ output: { type: 'object' } }), promptWith({ output: { type: 'array' } })],
    'examples.dataset': [promptWith({}), examples({})],
    'examples.limit': [examples({}), examples({ limit: 1 })],
    'examples.where': [examples({}), examples({ where: { language: 'en' } })],
    'examples.answer': [examples({}), examples({ answer: '{{expected.answer}}' })],
    'tools.*.name': [tools({}), tools({ name: 'status' })],
    'tools.*.description': [tools({}), tools({ description: 'Status.' })],
    'tools.*.parameters': [tools({}), tools({ parameters: { type: 'object', required: ['id'] } })],
    stepLimit: [promptWith({ tools: [tool] }), promptWith({ tools: [tool], stepLimit: 9 })],
  },
  Model: {
    id: [modelWith({}), modelWith({ id: 'openai/gpt-5-nano' })],
    api: [modelWith({ api: 'chat' }), modelWith({ api: 'responses' })],
    fallback: [
      modelWith({}),
      side(
        'answer',
        { kind: 'Model', name: 'mini', fallback: ['first', 'openai/gpt-5'] },
        { ...mini, name: 'first' },
        plain,
      ),
    ],
    ...parametersOf(modelWith),
  },
  Chain: {
    input: [chainWith({}), chainWith({ input: ['question', 'tone'] })],
    'steps.*.id': [
      chainWith({ steps: [{ id: 'a', prompt: 'answer' }] }),
      chainWith({ steps: [{ id: 'b', prompt: 'answer' }] }),
    ],
    'steps.*.prompt': [chainWith({}), stepWith(3, { prompt: 'other' })],
    'steps.*.with': [chainWith({}), stepWith(3, { with: { question: '{{text}}' } })],
    'steps.*.retrieve': [chainWith({}), stepWith(0, { retrieve: 'kb2' })],
    'steps.*.query': [chainWith({}), stepWith(0, { query: '{{question}}?' })],
    'steps.*.top': [chainWith({}), stepWith(0, { top: 6 })],
    'steps.*.text': [chainWith({}), stepWith(1, { text: '{{#found}}{{id}}{{/found}}' })],
    'steps.*.json': [chainWith({}), stepWith(2, { json: '["{{text}}"]' })],
    'steps.*.at': [chainWith({}), stepWith(2, { at: '/0' })],
    stepLimit: [chainWith({}), chainWith({ stepLimit: 21 })],
  },
  Application: {
    url: [appWith({}), appWith({ url: 'https://app.acme.internal/v2' })],
    headers: [appWith({}), appWith({ headers: { 'x-tenant': 'test' } })],
    request: [appWith({}), appWith({ request: { question: '{{question}}', top: 6 } })],
    at: [appWith({}), appWith({ at: '/answer' })],
    version: [appWith({}), appWith({ version: '2026-01-31' })],
    input: [appWith({}), appWith({ input: ['question', 'tone'] })],
  },
  KnowledgeBase: {
    files: [knowledgeWith({}), knowledgeWith({ files: 'kb/**/*.md' })],
    'chunk.size': [knowledgeWith({}), knowledgeWith({ chunk: { size: 800 } })],
    'chunk.overlap': [knowledgeWith({}), knowledgeWith({ chunk: { overlap: 80 } })],
    'chunk.by': [knowledgeWith({}), knowledgeWith({ chunk: { by: 'heading' } })],
    embed: [knowledgeWith({}), knowledgeWith({ embed: 'openai/text-embedding-3-small' })],
    'retriever.url': [knowledgeWith({}, search), knowledgeWith({ retriever: { url: `${retriever.url}/v2` } }, search)],
    ...Object.fromEntries(
      Object.entries({
        headers: { 'x-a': 'b' },
        request: { q: '{{query}}' },
        at: '/hits',
        id: '/key',
        text: '/body',
      }).map(([name, value]): [string, Sides] => [
        `retriever.${name}`,
        [knowledgeWith({}, search), knowledgeWith({ retriever: { ...retriever, [name]: value } }, search)],
      ]),
    ),
  },
  Dataset: {
    file: [trainWith({}), trainWith({ file: 'train.jsonl' }, { kind: 'Dataset', name: 'train' })],
    cases: [trainWith({}), trainWith({ cases: (train['cases'] as Fields[]).slice(1) })],
    columns: [
      csvWith({ 'input.question': 'Frage', 'expected.answer': 'Antwort' }),
      csvWith({ 'input.question': 'Frage', 'expected.answer': 'Hinweis' }),
    ],
    media: [trainOf('a.png', []), trainOf('a.png', ['question'])],
  },
}

function csvWith(columns: Fields): Side {
  return trainWith({ file: 'train.csv', columns }, { kind: 'Dataset', name: 'train' })
}

function trainOf(question: string, names: readonly string[]): Side {
  const cases = [{ id: 't1', input: { question }, expected: { answer: '1' } }]
  return trainWith({ cases, ...(names.length > 0 && { media: names }) })
}

/** For each other field, what changes it and nothing that the subject does. */
export const harmless: { readonly [part in Part]: { readonly [path: string]: Sides } } = {
  Prompt: words(promptWith),
  Model: {
    ...words(modelWith),
    stream: [modelWith({}), modelWith({ stream: true })],
    ...Object.fromEntries(
      Object.entries({ input: 9, output: 9, cachedInput: 9 }).map(([name, value]): [string, Sides] => {
        const price = { input: 1, output: 2, cachedInput: 0.1 }
        return [`price.${name}`, [modelWith({ price }), modelWith({ price: { ...price, [name]: value } })]]
      }),
    ),
    ...said(modelWith, {
      contextWindow: 9,
      retires: '2030-01-01',
      licence: 'MIT',
      regions: ['eu'],
      retention: '30d',
      certifications: ['SOC 2'],
      maintenance: 'high',
      base: 'openai/gpt-5',
    }),
    'modalities.input': [modelWith({}), modelWith({ modalities: { input: ['text'] } })],
    'modalities.output': [modelWith({}), modelWith({ modalities: { output: ['text', 'audio'] } })],
    'rateLimit.requests': [modelWith({}), modelWith({ rateLimit: { requests: 5 } })],
    'rateLimit.tokens': [modelWith({}), modelWith({ rateLimit: { tokens: 5 } })],
    ...Object.fromEntries(
      Object.entries({
        tuned: { tuned: 'adapter' },
        'lineage.datasets': { lineage: { datasets: { train: `sha256:${'0'.repeat(64)}` } } },
        'lineage.job': { lineage: { job: 'j' } },
        'lineage.commit': { lineage: { commit: '0'.repeat(40) } },
        'lineage.trained': { lineage: { trained: '2026-01-01' } },
      }).map(([path, more]): [string, Sides] => [
        path,
        [modelWith({ base: 'openai/gpt-5' }), modelWith({ base: 'openai/gpt-5', ...more })],
      ]),
    ),
  },
  Chain: words(chainWith),
  Application: words(appWith),
  KnowledgeBase: words(knowledgeWith),
  Dataset: {
    ...words(trainWith),
    ...said(trainWith, { slices: ['language'], cluster: 'language', split: 'train', origin: 'mail', licence: 'MIT' }),
    'curation.required': [trainWith({}), trainWith({ curation: { required: ['language'] } })],
    'curation.distinct': [trainWith({}), trainWith({ curation: { distinct: ['input.question'] } })],
    'curation.maxShare': [trainWith({}), trainWith({ curation: { maxShare: { language: 0.5 } } })],
  },
}

function words(make: (more: Fields) => Side): { readonly [path: string]: Sides } {
  return said(make, {
    description: 'Answers.',
    owners: ['@acme/support'],
    labels: { team: 'a' },
    formerly: 'earlier',
  })
}

function said(make: (more: Fields) => Side, more: Fields): { readonly [path: string]: Sides } {
  return Object.fromEntries(Object.entries(more).map(([field, value]) => [field, [make({}), make({ [field]: value })]]))
}
