import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { definitions } from '../../src/diagnostic/definitions.ts'
import type { RuleSettings } from '../../src/resources/judgements.ts'
import { loadProject } from '../../src/rules/load-project.ts'
import { memorySnapshot } from '../behaviour/memory-snapshot.ts'

const prompt = 'kind: Prompt\nname: answer\nmodel: openai/gpt-5-mini\ninput: [question, language]'

interface Told {
  readonly codes: readonly string[]
  readonly ignored: readonly string[]
  readonly valid: boolean
}

/** What is told of one unused input, with the Project's own `rules`, base's, and a comment on its line. */
async function told(own: string, demanded: RuleSettings | undefined, comment = ''): Promise<Told> {
  const project = `apiVersion: llmops/v1\nkind: Project\nname: p\nrules: ${own}\n---\n${prompt} ${comment}\nuser: "{{question}}"\n`
  const loaded = await loadProject(memorySnapshot({ 'llmops.yaml': project }), '', { demanded })
  const about = loaded.diagnostics.filter(({ problem }) => problem.code !== 'unused-resource')
  return {
    codes: about.map(({ severity, problem }) => `${severity} ${problem.code}`),
    ignored: loaded.silenced.map(({ diagnostic, reason }) => `${diagnostic.problem.code}: ${reason}`),
    valid: loaded.project !== undefined,
  }
}

const ignore = '# llmops-ignore unused-input: soon'

describe('how severe a judgement is', () => {
  test.each<[string, RuleSettings | undefined, readonly string[]]>([
    ['{}', undefined, ['warning unused-input']],
    ['{unused-input: note}', undefined, ['note unused-input']],
    ['{unused-input: error}', undefined, ['error unused-input']],
    ['{unused-input: off}', undefined, []],
    ['{unused-input: off}', { 'unused-input': 'error' }, ['error unused-input']],
    ['{unused-input: off}', {}, ['warning unused-input']],
    ['{unused-input: off}', { 'unused-input': 'off' }, []],
    ['{unused-input: error}', { 'unused-input': 'off' }, ['error unused-input']],
    ['{unused-input: note}', { 'unused-input': 'off' }, ['note unused-input']],
  ])('with %s of its own and %j of base is the stricter of the two', async (own, demanded, codes) => {
    const { codes: found, valid } = await told(own, demanded)
    expect(found).toEqual(codes)
    expect(valid).toBe(!codes.some((code) => code.startsWith('error')))
  })
})

describe('a comment that ignores a judgement', () => {
  test('silences it on its line, and keeps the reason', async () => {
    expect(await told('{}', {}, ignore)).toEqual({ codes: [], ignored: ['unused-input: soon'], valid: true })
  })

  test('excuses nothing that base has made an error', async () => {
    expect(await told('{unused-input: off}', { 'unused-input': 'error' }, ignore)).toEqual({
      codes: ['error unused-input', 'error bad-ignore'],
      ignored: [],
      valid: false,
    })
  })

  test('of what is switched off is not called unused', async () => {
    expect(await told('{unused-input: off}', undefined, ignore)).toMatchObject({ codes: [], valid: true })
  })

  test('is not called unused where errors keep rules from looking', async () => {
    const broken = '# llmops-ignore unknown-price: x\nmodle: y'
    expect((await told('{}', undefined, broken)).codes).toEqual(['error unknown-field'])
  })

  test('is called unused as severely as the Project says', async () => {
    const unused = '# llmops-ignore unknown-price: x'
    expect((await told('{unused-ignore: off, unused-input: off}', undefined, unused)).codes).toEqual([])
    expect((await told('{unused-ignore: error, unused-input: off}', undefined, unused)).codes).toEqual([
      'error unused-ignore',
    ])
  })
})

test('`rules` of the Project has a field for every problem that judges, and for no other', () => {
  const schema = JSON.parse(readFileSync(new URL('../../schema/project.schema.json', import.meta.url), 'utf8'))
  const judged = Object.entries(definitions).flatMap(([code, { judges }]) => (judges === undefined ? [] : [code]))
  expect(Object.keys(schema.properties.rules.properties).toSorted()).toEqual(judged.toSorted())
  for (const code of judged) {
    const { judges } = definitions[code as keyof typeof definitions]
    expect(schema.properties.rules.properties[code].description).toMatch(new RegExp(`Default ${judges}\\.$`))
  }
})
