import { describe, expect, test } from 'vitest'
import type { Project } from '../../src/resources/project.ts'
import { type MemoryFiles, memorySnapshot } from '../behaviour/memory-snapshot.ts'
import { loadProject } from '../../src/rules/load-project.ts'
import { projectIn } from '../promotion/project.ts'

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const url = 'data:image/png;base64,iVBORw0KGgo='

const files: MemoryFiles = {
  'llmops.yaml': `apiVersion: llmops/v1
kind: Project
name: support
providers: {app: {type: http, url: "http://127.0.0.1:8080"}}
---
kind: Model
name: sturdy
fallback: [pair, mini]
---
kind: Model
name: pair
fallback: [mini, anthropic/claude-haiku-4-5]
---
kind: Model
name: mini
id: openai/gpt-5-mini
parameters: {temperature: 0}
licence: proprietary
rateLimit: {requests: 5}
modalities: {output: [text]}
---
kind: Prompt
name: answer
model: sturdy
examples: {dataset: train, limit: 2, where: {language: de}, answer: "{{expected.answer}}!"}
messages:
  - {role: system, content: [{text: Be brief.}]}
  - role: user
    content: [{text: "{{question}} {{passages}}"}, {image: {file: llmops/a.png}}, {image: "{{photo}}"}]
tools: [{name: now}, {name: order, parameters: {type: object}}]
---
kind: Chain
name: support
steps:
  - {id: passages, retrieve: help-center, query: "{{question}}"}
  - {id: other, retrieve: search, query: "{{question}}", top: 2}
  - {id: both, text: "{{passages}} {{other}}"}
  - {id: answer, prompt: answer, with: {question: "{{both}}"}}
  - {id: list, json: "{{answer}}"}
---
kind: KnowledgeBase
name: help-center
files: [llmops/kb/**/*.md, llmops/kb/*.txt]
---
kind: KnowledgeBase
name: search
retriever: {url: "http://127.0.0.1:8080/search"}
---
kind: Application
name: app
url: http://127.0.0.1:8080/answer
request: {ask: ["{{question}}", "{{tone}} {{question}}"]}
---
kind: Dataset
name: train
media: [photo]
cluster: customer
split: train
cases:
  - {id: z, input: {question: 1, photo: llmops/a.png, passages: []}, expected: {answer: eins}, language: de, customer: a}
  - {id: b, input: {question: 2, photo: llmops/a.png, passages: []}, expected: {answer: two}, language: en, customer: a}
  - {id: a, input: {question: 3, photo: "${url}", passages: []}, expected: {answer: drei}, language: de, customer: b}
  - {id: c, input: {question: 4, photo: llmops/a.png, passages: []}, expected: {answer: vier}, language: de, customer: b}
---
kind: EvalSuite
name: quality
subject: answer
dataset: train
assert: [{type: icontains, value: x, gate: {maxDrop: 1}}]
---
kind: EvalSuite
name: steps
subject: support
cases:
  - {id: a, input: {question: x, photo: "${url}"}, tools: [{call: order, arguments: {id: 7}, result: null}]}
assert: [{type: icontains, step: passages, value: x, gate: {maxDrop: 1}}]
---
kind: EvalSuite
name: live
subject: app
cases: [{id: a, input: {question: x, tone: y}}]
assert: [{type: icontains, value: x, gate: {maxDrop: 1}}]
---
kind: DeploymentTarget
name: staging
deploy: support
to: {type: git, branch: deploy/staging}
`,
  'llmops/a.png': png,
  'llmops/kb/refunds.md': '\uFEFFFive days.\r\n',
  'llmops/kb/eu/shipping.md': 'Two days.\n',
  'llmops/kb/notes.txt': 'Notes.\n',
  'llmops/kb/skipped.json': '{}',
}

describe('a linked project', () => {
  const linked: Promise<Project> = projectIn(files)

  test('has combinations as the models that are asked in turn', async () => {
    const { models } = await linked
    const { fallbacks = [], ...first } = models.get('sturdy') ?? {}
    expect(first).toMatchObject({
      name: 'sturdy',
      provider: 'openai',
      id: 'gpt-5-mini',
      parameters: { temperature: 0 },
    })
    expect(fallbacks.map(({ name, fallbacks: none }) => [name, none])).toEqual([
      ['anthropic/claude-haiku-4-5', undefined],
      ['mini', undefined],
    ])
  })

  test('has what is said of a model, over what the catalogue knows', async () => {
    const { models } = await linked
    expect(models.get('mini')).toMatchObject({
      modalities: { input: ['text', 'image'], output: ['text'] },
      facts: { licence: 'proprietary', rateLimit: { requests: 5 } },
      price: { input: 0.25 },
    })
  })

  test('has prompts with parts, examples in the order of the dataset, and tools', async () => {
    const { prompts } = await linked
    const answer = prompts.get('answer')
    expect(answer?.inputs).toEqual(['question', 'passages', 'photo'])
    expect(answer?.messages).toMatchObject([
      { role: 'system', content: { text: 'Be brief.' } },
      {
        role: 'user',
        content: [
          { type: 'text', text: { text: '{{question}} {{passages}}' } },
          { type: 'image', source: { text: url, place: { in: 'file', file: 'llmops/a.png' } } },
          { type: 'image', source: { text: '{{photo}}' } },
        ],
      },
    ])
    expect(answer?.examples).toEqual([
      { input: { question: 1, photo: url, passages: [] }, answer: 'eins!' },
      { input: { question: 3, photo: url, passages: [] }, answer: 'drei!' },
    ])
    expect(answer?.tools).toEqual([
      {
        name: 'now',
        description: undefined,
        parameters: { type: 'object', properties: {}, additionalProperties: false },
      },
      { name: 'order', description: undefined, parameters: { type: 'object' } },
    ])
    expect(answer?.stepLimit).toBe(8)
  })

  test('has chains with their steps, what each uses, and inputs that no step gives', async () => {
    const { chains } = await linked
    const chain = chains.get('support')
    expect(chain?.inputs).toEqual(['question', 'photo'])
    expect(chain?.stepLimit).toBe(20)
    expect(chain?.steps.map(({ id, does, uses }) => [id, does, uses])).toEqual([
      ['passages', 'retrieve', []],
      ['other', 'retrieve', []],
      ['both', 'text', ['passages', 'other']],
      ['answer', 'prompt', ['passages', 'both']],
      ['list', 'json', ['answer']],
    ])
    const [found, other, , asked, list] = chain?.steps ?? []
    expect(found).toMatchObject({ from: { name: 'help-center' }, query: { text: '{{question}}' }, top: 5 })
    expect(other).toMatchObject({ from: { name: 'search' }, top: 2 })
    expect(asked?.does === 'prompt' && Object.entries(asked.inputs).map(([name, { text }]) => [name, text])).toEqual([
      ['question', '{{both}}'],
      ['passages', '{{passages}}'],
      ['photo', '{{photo}}'],
    ])
    expect(list).toMatchObject({ json: { text: '{{answer}}' }, at: '' })
  })

  test('has knowledge bases with their texts by path below the folder that they share', async () => {
    const { knowledgeBases } = await linked
    const base = knowledgeBases.get('help-center')
    expect(base).toMatchObject({ from: 'files', chunk: { size: 1200, overlap: 0, by: 'paragraph' }, embed: undefined })
    expect(base?.from === 'files' && base.texts.map(({ id, text }) => [id, text])).toEqual([
      ['eu/shipping.md', 'Two days.\n'],
      ['notes.txt', 'Notes.\n'],
      ['refunds.md', 'Five days.\n'],
    ])
    expect(knowledgeBases.get('search')).toMatchObject({
      from: 'retriever',
      retriever: { request: { query: '{{query}}', top: '{{top}}' }, at: '', id: '/id', text: '/text', headers: {} },
    })
  })

  test('has applications, and suites and targets of any subject', async () => {
    const { applications, suites, targets } = await linked
    expect(applications.get('app')).toMatchObject({ inputs: ['question', 'tone'], at: '', headers: {} })
    expect([...suites.values()].map(({ subject }) => subject.kind)).toEqual(['Application', 'Prompt', 'Chain'])
    expect(suites.get('steps')?.measure.metrics[0]?.assertions[0]?.step).toBe('passages')
    expect(suites.get('steps')?.measure.cases[0]?.toolResults).toEqual([
      { call: 'order', arguments: { id: 7 }, result: null },
    ])
    expect(suites.get('quality')?.measure.cluster).toBe('customer')
    expect(targets.get('staging')).toMatchObject({ subject: { kind: 'Chain' }, suites: ['steps'] })
  })
})

describe('a knowledge base', () => {
  const base = 'apiVersion: llmops/v1\nkind: Project\nname: a\n---\nkind: KnowledgeBase\nname: kb\nfiles: "kb/**"\n'

  test.each<[string, number, number, string]>([
    ['files', 5_001, 1, '5001 files'],
    ['bytes', 40, 1024 * 1024, 'bytes in all'],
  ])('of too many %s is not read at all', async (_, count, size, found) => {
    const many = Array.from({ length: count }, (__, index) => [`kb/${index}.md`, new Uint8Array(size).fill(97)])
    const snapshot = memorySnapshot({ 'llmops.yaml': base, ...Object.fromEntries(many) })
    let reads = 0
    const read = (path: string) => {
      reads += path.startsWith('kb/') ? 1 : 0
      return snapshot.read(path)
    }
    const { diagnostics } = await loadProject({ ...snapshot, read }, '')
    expect(diagnostics.map(({ problem }) => problem)).toMatchObject([
      { code: 'out-of-range', found: expect.stringContaining(found) },
    ])
    expect(reads).toBe(0)
  })
})
