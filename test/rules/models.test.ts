import { expect, test } from 'vitest'
import type { LoadOptions } from '../../src/resources/load.ts'
import { loadProject } from '../../src/rules/load-project.ts'
import { memorySnapshot } from '../behaviour/memory-snapshot.ts'

const main = 'apiVersion: llmops/v1\nkind: Project\nname: support\nrules: {suite-too-small: off}\n'
const suite =
  'kind: EvalSuite\nname: smoke\nsubject: answer\ncases: [{id: a, input: {question: x}}]\nassert: [{type: icontains, value: x}]\n'

async function found(yaml: string, options?: LoadOptions): Promise<string[]> {
  const { diagnostics } = await loadProject(memorySnapshot({ 'llmops.yaml': `${yaml}---\n${suite}` }), '', options)
  return diagnostics.map(({ severity, problem }) => `${severity} ${problem.code}`)
}

function withModel(model: string, project = main): string {
  return `${project}---\nkind: Prompt\nname: answer\nmodel: ${model}\nuser: "{{question}}"\n`
}

test.each([
  ['2026-09-11', []],
  ['2026-09-12', ['warning model-retires-soon']],
  ['2026-12-10', ['warning model-retires-soon']],
  ['2026-12-11', ['warning model-retired']],
  [undefined, []],
])('a model that is switched off on 2026-12-11 is judged by the day: %s', async (today, expected) => {
  expect(await found(withModel('openai/gpt-5-mini'), { today })).toEqual(expected)
})

test('a replayed model is asked nowhere, so nothing of its provider matters', async () => {
  const project = `${main}providers: {openai: {type: replay}}\ncompliance: {regions: [eu]}\n`
  expect(await found(withModel('openai/o4-mini', project), { today: '2030-01-01' })).toEqual([])
})

test('the compliance rules of base hold, whatever head says', async () => {
  const model = '---\nkind: Model\nname: m\nid: openai/gpt-5.4\nregions: [us]\nlicence: proprietary\n'
  const loosened = `${withModel('m', `${main}compliance: {regions: [us, eu]}\n`)}${model}`
  expect(await found(loosened)).toEqual([])
  expect(await found(loosened, { demandedCompliance: { regions: ['eu'] } })).toEqual(['error compliance'])
  expect(await found(loosened, { demandedCompliance: { licences: ['MIT'], retention: 'none' } })).toEqual([
    'warning compliance-unknown',
    'error compliance',
  ])
})

test('what both demand is told once', async () => {
  const own = withModel('openai/gpt-5.4', `${main}compliance: {licences: [MIT]}\n`)
  expect(await found(own, { demandedCompliance: { licences: ['MIT'] } })).toEqual(['error compliance'])
})

test.each([
  ['24h', '1d', []],
  ['25h', '1d', ['error compliance']],
  ['1h', 'none', ['error compliance']],
  ['none', 'none', []],
])('a retention of %s under a limit of %s', async (retention, most, expected) => {
  const model = `---\nkind: Model\nname: m\nid: openai/gpt-5.4\nretention: ${retention}\n`
  expect(await found(`${withModel('m', `${main}compliance: {retention: ${most}}\n`)}${model}`)).toEqual(expected)
})

test.each(['europe-west4', 'use'])('a region that only begins alike is another one: %s', async (region) => {
  const model = `---\nkind: Model\nname: m\nid: openai/gpt-5.4\nregions: [${region}]\n`
  const project = `${main}compliance: {regions: [eu, us]}\n`
  expect(await found(`${withModel('m', project)}${model}`)).toEqual(['error compliance'])
})
