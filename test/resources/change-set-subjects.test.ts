import { expect, test } from 'vitest'
import type { Json } from '../../src/digest/digest.ts'
import { diffProjects } from '../../src/resources/diff-projects.ts'
import { type Fields, projectIn, yaml } from '../promotion/project.ts'
import { summary } from './change-set-example.ts'

const none = { base: new Map(), head: new Map() }
const gate = { maxDrop: 1 }

const base: { readonly [name: string]: Fields } = {
  project: {
    apiVersion: 'llmops/v1',
    kind: 'Project',
    name: 'support',
    providers: { app: { type: 'http', url: 'https://app.acme.internal' } },
  },
  mini: { kind: 'Model', name: 'mini', id: 'openai/gpt-5-mini' },
  embedder: { kind: 'Model', name: 'embedder', id: 'openai/text-embedding-3-small' },
  sturdy: { kind: 'Model', name: 'sturdy', fallback: ['mini', 'openai/gpt-5'] },
  answer: {
    kind: 'Prompt',
    name: 'answer',
    model: 'sturdy',
    user: '{{question}} {{found}}',
    examples: { dataset: 'train' },
  },
  other: { kind: 'Prompt', name: 'other', model: 'openai/gpt-5-nano', user: '{{question}}' },
  chain: {
    kind: 'Chain',
    name: 'support',
    steps: [
      { id: 'found', retrieve: 'kb', query: '{{question}}' },
      { id: 'reply', prompt: 'answer' },
    ],
  },
  kb: { kind: 'KnowledgeBase', name: 'kb', files: 'kb/*.md', embed: 'embedder' },
  app: { kind: 'Application', name: 'app', url: 'https://app.acme.internal', request: { q: '{{question}}' } },
  train: {
    kind: 'Dataset',
    name: 'train',
    cluster: 'customer',
    cases: [{ id: 't', input: { question: 'x', found: [] }, expected: { a: 'y' }, customer: 'k' }],
  },
  quality: {
    kind: 'EvalSuite',
    name: 'quality',
    subject: 'support',
    cases: [{ id: 'a', input: { question: 'How long?' } }],
    assert: [{ type: 'icontains', value: 'x', step: 'reply', gate }],
  },
  live: { kind: 'EvalSuite', name: 'live', subject: 'app', dataset: 'train', assert: [{ type: 'is-json', gate }] },
  plain: {
    kind: 'EvalSuite',
    name: 'plain',
    subject: 'other',
    cases: [{ id: 'p', input: { question: 'Why?' } }],
    assert: [{ type: 'is-json', gate }],
  },
}

const texts = { 'kb/refunds.md': 'Five days.\n' }

async function changed(edits: { readonly [name: string]: Fields }, files: { readonly [path: string]: string } = {}) {
  const resources = { ...base, ...edits }
  const [before, after] = await Promise.all([
    projectIn({ 'llmops.yaml': yaml(...Object.values(base)), ...texts }),
    projectIn({ 'llmops.yaml': yaml(...Object.values(resources)), ...texts, ...files }),
  ])
  return diffProjects(before, after, none)
}

const edit = (name: string, fields: Fields) => ({ [name]: { ...base[name], ...fields } as Fields })

test.each<[string, { readonly [name: string]: Fields }, readonly string[], readonly string[]]>([
  [
    'a model of a combination',
    edit('mini', { id: 'openai/gpt-5' }),
    ['Model mini'],
    ['quality: subject through Model mini'],
  ],
  [
    'the embedding model',
    edit('embedder', { id: 'openai/text-embedding-3-large' }),
    ['Model embedder'],
    ['quality: subject through Model embedder'],
  ],
  [
    'a case that is shown as an example, and judged elsewhere',
    edit('train', { cases: [{ id: 't', input: { question: 'z', found: [] }, customer: 'k' }] }),
    ['Dataset train'],
    ['live: measure through Dataset train', 'quality: subject through Dataset train'],
  ],
  [
    'a prompt of the chain',
    edit('answer', { user: '{{question}}! {{found}}' }),
    ['Prompt answer'],
    ['quality: subject through Prompt answer'],
  ],
  [
    'how texts are cut',
    edit('kb', { chunk: { size: 99 } }),
    ['KnowledgeBase kb'],
    ['quality: subject through KnowledgeBase kb'],
  ],
  ['an application', edit('app', { at: '/answer' }), ['Application app'], ['live: subject through Application app']],
  [
    'a step that an assertion is about',
    edit('quality', { assert: [{ type: 'icontains', value: 'x', gate }] }),
    ['EvalSuite quality'],
    ['quality: measure through EvalSuite quality'],
  ],
  [
    'what makes cases alike',
    edit('train', {
      cluster: 'language',
      cases: [{ id: 't', input: { question: 'x', found: [] }, expected: { a: 'y' }, customer: 'k', language: 'de' }],
    }),
    ['Dataset train'],
    ['live: measure through Dataset train'],
  ],
  ['a price', edit('mini', { price: { input: 9, output: 9 } }), ['Model mini'], []],
  ['who answers for the knowledge base', edit('kb', { owners: ['@acme/support'] }), ['KnowledgeBase kb'], []],
])('%s changes what uses it', async (_, edits, resources, suites) => {
  const found = summary(await changed(edits))
  expect(found.resources).toEqual(resources.map((one) => `changed ${one}`))
  expect(found.suites).toEqual(suites)
})

test('a text of a knowledge base is a change of that text', async () => {
  const changes = await changed({}, { 'kb/refunds.md': 'Six days.\n', 'kb/new.md': 'New.\n' })
  expect(changes.resources.map(({ name, fields }) => ({ name, fields }))).toEqual([
    {
      name: 'kb',
      fields: [
        { path: ['files', 'new.md'], effect: 'behaviour', before: undefined, after: 'New.\n' },
        { path: ['files', 'refunds.md'], effect: 'behaviour', before: 'Five days.\n', after: 'Six days.\n' },
      ],
    },
  ])
  expect(summary(changes).suites).toEqual(['quality: subject through KnowledgeBase kb'])
})

test('following a rename, wherever the name stands, is no change of its own', async () => {
  const renamed = (name: string, to: string): Fields => ({
    ...base[name],
    name: to,
    formerly: base[name]?.['name'] as Json,
  })
  const changes = await changed({
    mini: renamed('mini', 'small'),
    sturdy: { ...renamed('sturdy', 'solid'), fallback: ['small', 'openai/gpt-5'] },
    answer: { ...renamed('answer', 'reply'), model: 'solid', examples: { dataset: 'shown' } },
    kb: { ...renamed('kb', 'help'), embed: 'embeds' },
    embedder: renamed('embedder', 'embeds'),
    train: renamed('train', 'shown'),
    chain: {
      ...renamed('chain', 'desk'),
      steps: [
        { id: 'found', retrieve: 'help', query: '{{question}}' },
        { id: 'reply', prompt: 'reply' },
      ],
    },
    quality: { ...base['quality'], subject: 'desk' },
    live: { ...base['live'], dataset: 'shown', subject: 'service' },
    app: renamed('app', 'service'),
  })
  expect(changes.resources.map(({ change, fields }) => [change, fields])).toEqual(
    Array.from({ length: 8 }, () => ['renamed', []]),
  )
  expect(changes.suites).toEqual([])
})
