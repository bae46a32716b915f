import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { makeRepository } from '../rig/git.ts'
import { runCli } from '../rig/run.ts'
import { temporaryDirectory } from '../rig/temp.ts'

const schema = JSON.parse(readFileSync(new URL('../../schema/result.schema.json', import.meta.url), 'utf8')) as object
const isResult = new Ajv2020({ strict: false }).compile(schema)

/** A row for each of `count` cases. */
function rows(count: number, row: (at: number) => object): string {
  return Array.from({ length: count }, (_, at) => `${JSON.stringify({ id: `c${at}`, ...row(at) })}\n`).join('')
}

/** A folder of files of scores. */
async function folderOf(files: Readonly<Record<string, string>>) {
  const folder = await temporaryDirectory()
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder.path, name), text)
  return folder
}

/** Without a process of its own: there are many. */
async function run(args: readonly string[], dir: string) {
  const logged: string[] = []
  const signal = new AbortController().signal
  const world = {
    dir,
    program: dir,
    env: {},
    by: 'a test',
    signal,
    colours: false,
    log: (line: string) => logged.push(line),
  }
  const { stdout, exitCode } = await main(args, world)
  return { code: exitCode, stdout, stderr: logged.join('\n') }
}

const passes = rows(120, () => ({ score: 1 }))

describe('llmops compare', () => {
  test('says what two files of any tool can tell, outside of any repository', async () => {
    await using folder = await folderOf({
      'old.jsonl': rows(120, (at) => ({ correct: at % 10 !== 0, language: at % 2 ? 'de' : 'en' })),
      'new.jsonl': rows(120, (at) => ({ correct: at % 10 !== 0 && at % 6 !== 1, language: at % 2 ? 'de' : 'en' })),
    })
    const args = ['compare', 'old.jsonl', 'new.jsonl', '--score', 'correct', '--binary', '--slice', 'language']
    const { code, stdout, stderr } = await runCli(args, { cwd: folder.path })
    expect([code, stderr]).toEqual([1, ''])
    expect(stdout).toContain('✗ new.jsonl got worse. correct −16.7 points')
    expect(stdout).toContain('20 of 120 answers broke, none was fixed; all of the 20 are language: de.')
    expect(stdout).toMatch(/scores \(120 cases\) +A +B +change +\(95 %\)\n +correct +90\.0 % +73\.3 %/)
    const json = await run([...args, '--format', 'json'], folder.path)
    expect([isResult(JSON.parse(json.stdout)), isResult.errors]).toEqual([true, null])
    expect(JSON.parse(json.stdout)).toMatchObject({ command: 'compare', exitCode: 1, base: { file: 'old.jsonl' } })
    const markdown = await run([...args, '--format', 'markdown'], folder.path)
    expect(markdown.stdout).toContain('| scores (120 cases) | A | B | change (95 %) | |')
  })

  test.each([
    ['every gate holds', rows(120, () => ({ score: 1 })), [], 0, /every gate holds/],
    [
      'a tolerance that is wider',
      rows(120, (at) => ({ score: at % 10 ? 1 : 0 })),
      ['--max-drop', '0.3'],
      0,
      /within 30 points/,
    ],
    [
      'a floor is missed',
      rows(120, (at) => ({ score: at % 10 ? 1 : 0.8 })),
      ['--min', '0.999'],
      1,
      /floor 99.9 % missed/,
    ],
    ['it cannot tell', rows(40, () => ({ score: 1 })), ['--coverage', '0'], 0, /40 cases cannot rule one out/],
    [
      'it cannot tell, and that blocks',
      rows(40, () => ({ score: 1 })),
      ['--coverage', '0', '--when-unsure', 'block'],
      4,
      /To decide:/,
    ],
    [
      'too many cases are missing',
      rows(100, () => ({ score: 1 })),
      [],
      3,
      /20 cases of A have no score in B, more than --coverage lets pass/,
    ],
    ['nothing is in both', '{"id": "other", "score": 1}\n', ['--coverage', '0'], 3, /nothing can be compared/],
    ['a file is not what it should be', '{"id": "c0", "score": 3}\n', [], 2, /head.jsonl:1:23/],
  ])('ends with the exit code of every command where %s', async (_, head, options, exitCode, says) => {
    await using folder = await folderOf({ 'base.jsonl': passes, 'head.jsonl': head })
    const { code, stdout } = await run(['compare', 'base.jsonl', 'head.jsonl', ...options], folder.path)
    expect([stdout, code]).toEqual([expect.stringMatching(says), exitCode])
  })

  test.each([
    [[], /which files\? llmops compare A B/],
    [['a.jsonl'], /which files\? llmops compare A B/],
    [['a.jsonl', 'a.jsonl', 'a.jsonl'], /takes no argument 'a.jsonl'/],
    [['a.jsonl', 'b.jsonl'], /no file 'b.jsonl'/],
    [['a.jsonl', 'folder'], /'folder' is not a file/],
    [['a.jsonl', 'pipe'], /'pipe' is not a file/],
    [['a.jsonl', 'result.json'], /B is a result of llmops and A has rows of scores/],
    [['a.jsonl', 'a.jsonl', '--scale', '5'], /'--scale 5' is no scale/],
    [['a.jsonl', 'a.jsonl', '--max-drop', '0'], /'--max-drop 0' is no share: a number above 0, up to 1/],
    [['a.jsonl', 'a.jsonl', '--min', '95'], /'--min 95' is no share: a number from 0 to 1/],
    [['a.jsonl', 'a.jsonl', '--when-unsure', 'maybe'], /allow or block/],
  ])('%j is wrong usage: exit 64, nothing on stdout', async (args, message) => {
    const result = { version: 1, command: 'eval', comparisons: [] }
    await using folder = await folderOf({ 'a.jsonl': passes, 'result.json': JSON.stringify(result) })
    await mkdir(join(folder.path, 'folder'))
    execFileSync('mkfifo', [join(folder.path, 'pipe')])
    const { code, stdout, stderr } = await run(['compare', ...args], folder.path)
    expect([code, stdout, stderr]).toEqual([64, '', expect.stringMatching(message)])
  })

  test('is bounded: a huge file, no text, endless nesting are findings', async () => {
    await using folder = await folderOf({
      'a.jsonl': passes,
      'huge.jsonl': '',
      'binary.jsonl': '\u0000',
      'deep.jsonl': `{"id": ${'['.repeat(100_000)}`,
      'deep.json': `{"version": 1, "command": "eval", "comparisons": ${'['.repeat(100_000)}`,
    })
    await truncate(join(folder.path, 'huge.jsonl'), 65 * 1024 * 1024)
    for (const [file, code] of [
      ['huge.jsonl', 'file-too-large'],
      ['binary.jsonl', 'not-text'],
      ['deep.jsonl', 'too-deep'],
    ] as const) {
      const found = await run(['compare', 'a.jsonl', file], folder.path)
      expect([found.code, found.stdout]).toEqual([2, expect.stringContaining(`error[${code}]`)])
    }
    const found = await run(['compare', 'deep.json', 'deep.json'], folder.path)
    expect([found.code, found.stdout]).toEqual([2, expect.stringContaining('error[too-deep]')])
  })

  test('compares what eval and check have written, case by case', async () => {
    await using repo = await makeRepository()
    await runCli(['init'], { cwd: repo.dir })
    const evaluated = await runCli(['eval', '--format', 'json', '--quiet'], { cwd: repo.dir })
    expect([isResult(JSON.parse(evaluated.stdout)), isResult.errors]).toEqual([true, null])
    const checked = await runCli(['check', '--format', 'json', '--quiet'], { cwd: repo.dir })
    await repo.write({ 'eval.json': evaluated.stdout, 'check.json': checked.stdout })
    for (const [base, head] of [
      ['eval.json', 'eval.json'],
      ['eval.json', 'check.json'],
    ] as const) {
      const { code, stdout } = await run(['compare', base, head], repo.dir)
      expect(code).toBe(0)
      expect(stdout).toMatch(/smoke \(1 case, recorded\) +A +B/)
    }
    const edited = evaluated.stdout.replace(/"judgedBy":"sha256:./, '"judgedBy":"sha256:x')
    await repo.write({ 'edited.json': edited })
    const { stdout } = await run(['compare', 'eval.json', 'edited.json'], repo.dir)
    expect(stdout).toContain('judged by other cases or assertions in A than in B')
  })
})
