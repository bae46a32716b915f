import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { giveMatrix, giveOutput } from '../../src/adapters/actions/step.ts'
import type { Annotation } from '../../src/publishing/forge.ts'
import { hostileTexts } from '../report/attacks.ts'
import { commandsIn } from '../rig/runner/command.ts'
import { type ActionOptions, runAction } from '../rig/runner/run-action.ts'
import { temporaryDirectory } from '../rig/temp.ts'

const script = fileURLToPath(new URL('actions-step-in-child.ts', import.meta.url))
const manifest = (hasPost: boolean) => `inputs: {text: {}, flag: {default: 'true'}, choice: {default: two}}
runs: {using: node24, main: index.js${hasPost ? ', post: index.js' : ''}}`

/** An action that does one thing with what it is given. */
async function doing(deed: string, given: unknown, more: Partial<ActionOptions> = {}) {
  await using directory = await temporaryDirectory('step')
  const file = join(directory.path, 'given.json')
  await writeFile(file, JSON.stringify(given))
  await writeFile(join(directory.path, 'action.yml'), manifest(deed === 'state'))
  const payload = { ref: 'refs/heads/main', after: 'a'.repeat(40) }
  const place = { action: directory.path, workspace: directory.path, script, event: 'push', payload }
  return await runAction({ ...place, ...more, env: { DO: deed, GIVEN: file } })
}

describe('inputs', () => {
  test('are read trimmed, with their defaults', async () => {
    const { main } = await doing('inputs', null, { inputs: { text: '  a b ', flag: 'False' } })
    expect(main.stdout).toBe('["a b",false,"two"]\n')
  })

  test.each([
    ['flag', 'yes', "UsageFault: the input `flag` is 'yes'; it takes `true`, `false`"],
    ['choice', 'three', "UsageFault: the input `choice` is 'three'; it takes `one`, `two`"],
  ])('that make no sense are named with what they take: %s', async (name, value, message) => {
    const { main } = await doing('inputs', null, { inputs: { [name]: value } })
    expect(main.stderr).toContain(message)
  })
})

describe('the log', () => {
  test('shows any text and obeys none of it', async () => {
    const pieces = fc.array(fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: 'binary' })), { maxLength: 8 })
    const texts = [...hostileTexts, ...fc.sample(pieces, { numRuns: 400, seed: 7 }).map((some) => some.join(''))]
    const { main } = await doing('log', texts)
    expect(main).toMatchObject({ exitCode: 0, commands: [], annotations: [], outputs: {}, stderr: '' })
    expect(commandsIn(main.stdout)).toEqual([])
    expect(main.stdout.replaceAll(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u)
  })

  test('keeps the lines of a text, and what is harmless as it is', async () => {
    const text = 'a\r\n\tb\rc\n::error::x\n \u0085::error::y\nz ##[error]##[group] 50% ::x:: é 汉字 👩\u200d🚀'
    const { main } = await doing('log', [text])
    const tail = 'z ##\\[error]##\\[group] 50% ::x:: é 汉字 👩\u200d🚀'
    expect(main.stdout).toBe(`a\n\tb\nc\n\\::error::x\n \ufffd::error::y\n${tail}\n`)
  })

  test('is folded under a title, whatever is in it', async () => {
    const { main } = await doing('group', 'T\n::error::x ##[group]')
    expect(main.log).toEqual(['##[group]T ::error::x ##\\[group]', 'inside', '##[endgroup]'])
    expect(main.commands.map(({ name }) => name)).toEqual(['group', 'endgroup'])
  })
})

describe('annotations', () => {
  test('arrive as they were meant, whatever they say', async () => {
    const annotation: Annotation = {
      level: 'error',
      file: 'llmops/a,b:c%.yaml',
      line: 3,
      endLine: 3,
      column: 5,
      endColumn: 9,
      title: 'unknown-field: x,y',
      message: 'a\r\n::set-output name=x::y\n50%0A ##[error]z',
    }
    const wide: Annotation = {
      level: 'notice',
      file: 'b.yaml',
      line: 1,
      endLine: 4,
      title: 't'.repeat(300),
      message: 'm',
    }
    const { main } = await doing('annotate', [annotation, wide])
    const { column, ...shown } = annotation
    expect(main.annotations).toEqual([
      { ...shown, col: column },
      { ...wide, title: `${'t'.repeat(254)}…` },
    ])
    expect(main.outputs).toEqual({})
  })

  test('of the run itself have no place, and end in a mark where they are cut', async () => {
    const { main } = await doing('warn', 'w'.repeat(5000))
    expect(main.annotations).toEqual([{ level: 'warning', message: `${'w'.repeat(4095)}…` }])
  })
})

describe('the summary', () => {
  const kib = 1024

  test.each([
    ['the whole text where it fits', ['é'.repeat(400 * kib), 'short'], 'é'.repeat(400 * kib)],
    ['the first form that fits', ['x'.repeat(kib * kib), 'y'.repeat(kib * kib - 1), 'z'], 'y'.repeat(kib * kib - 1)],
    [
      'a sentence where none does',
      ['x'.repeat(2 * kib * kib)],
      'The report has 2048 KiB, more than fits on this page. The output `report` says where it is.',
    ],
  ])('holds %s', async (_name, forms, expected) => {
    const { main } = await doing('summary', forms)
    expect(main.summary === `${expected}\n`).toBe(true)
  })
})

describe('outputs and state', () => {
  test('are numbers, names, digests and paths', async () => {
    const values = [
      ['result', 'regression'],
      ['exit-code', 1],
      ['usd', 0.25],
      ['digest', `sha256:${'0'.repeat(64)}`],
      ['report', '/runner/temp/Über uns/report.json'],
    ]
    const { outputs } = await doing('outputs', values)
    expect(outputs).toEqual(Object.fromEntries(values.map(([name, value]) => [name, String(value)])))
  })

  test.each(['$(id)', 'a;b', '`id`', "it's", 'a\nb', 'a|b', '"x"', 'a&b', 'a>b', '\u202ex'])(
    'are nothing a shell could act on: %j',
    (value) => {
      expect(() => giveOutput('report', value)).toThrow('the output report would hold more than a name or a path')
    },
  )

  test.each(['{"shard":["$(id)"]}', '{"shard":["1/2"]}\n', '{"shard":["1/2",]}', '{"shard":"1/2"}', '["1/2"]', ''])(
    'are, where a matrix is wanted, shards and nothing else: %j',
    (value) => {
      expect(() => giveMatrix('matrix', value)).toThrow('the output matrix would hold more than a matrix of shards')
    },
  )

  test('reach the post step', async () => {
    const run = await doing('state', 'a\nb=<<c')
    expect(run.state).toEqual({ key: 'a\nb=<<c' })
    expect([run.main.stdout, run.post?.stdout]).toEqual(['before: undefined\n', 'before: a\nb=<<c\n'])
  })
})

test('a secret is hidden whole, trimmed and line by line', async () => {
  const { masks, main } = await doing('mask', ' first-line \nsecond-line\n')
  expect(masks).toEqual(expect.arrayContaining(['first-line', 'second-line']))
  expect(main.log.join('\n')).not.toContain('line')
})

test('a failure says why and ends with its own code', async () => {
  const { main } = await doing('fail', 'x\n::error::y')
  expect(main).toMatchObject({ exitCode: 3, conclusion: 'failure' })
  expect(main.annotations).toEqual([{ level: 'error', message: 'x\n::error::y' }])
})

test('what a package complains of is handed over; masks pass, and the rest is text', async () => {
  const lines = [
    '::warning::50%25%0Ax\n',
    '::add-mask::secret-1\n',
    '::error title=a::b\n',
    '::notice::no\nplain secret-1\n',
  ]
  const { main } = await doing('overhear', lines)
  expect(main.commands.map(({ name }) => name)).toEqual(['add-mask'])
  expect(main.log).toEqual(expect.arrayContaining(['\\::notice::no', 'plain ***', '{"complaints":["50% x","b"]}']))
})
