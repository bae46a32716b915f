import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { scrubbedEnvironment } from '../rig/environment.ts'
import type { Repository } from '../rig/git.ts'
import { type ModelServer, startModelServer } from '../rig/model-server.ts'
import type { Progress } from '../../src/report/progress.ts'
import { key, llmops, projectFiles, projectOnBranch, questions } from './project.ts'
import { checked, faultyTowns, twoWordings } from './twenty-cases.ts'

const answer = Object.fromEntries(questions.map(({ ask, right }) => [ask, right]))
const cli = join(import.meta.dirname, '..', '..', 'src', 'cli.ts')
const erase = '\r\u001b[2K'
const told = /\d+ of 240 answers, \d+ %; \d+ new calls, \$[\d.]+ of \$2/

/** 240 calls, eight at once, take two seconds. */
const slow = { answer, latencyMs: 70 }

async function changeFor(server: ModelServer): Promise<Repository> {
  const repo = await projectOnBranch({ url: server.url, system: 'Answer from the map.' })
  await repo.commit('Reworded', projectFiles({ url: server.url, system: 'Answer from the map. Please.' }))
  return repo
}

test('where stderr is no terminal progress is told in lines there; what the result is, on stdout', async () => {
  await using server = await startModelServer(slow)
  await using repo = await changeFor(server)
  const { stdout, stderr } = await llmops(repo, ['check', '--base', 'main'])
  const [planned, ...lines] = stderr.trimEnd().split('\n')
  expect(planned).toBe('quality: 240 calls, 240 to ask, 0 remembered')
  expect(lines.length).toBeGreaterThan(0)
  for (const line of lines) expect(line).toMatch(told)
  expect(stdout).not.toMatch(told)
  expect(stderr).not.toContain('\u001b')
})

test('in a terminal it is one line, which is gone at the end', async () => {
  await using server = await startModelServer(slow)
  await using repo = await changeFor(server)
  const output = await inTerminal(repo.dir, ['check', '--base', 'main'])
  const lines = output.split(/\r?\n/)
  const live = lines.filter((line) => told.test(line))
  expect(live).toHaveLength(1)
  const [line = ''] = live
  expect(line.slice(line.lastIndexOf(erase) + erase.length)).not.toMatch(told)
  expect(line.split(erase).length).toBeGreaterThan(2)
})

test('with --quiet nothing is told but the result', async () => {
  await using server = await startModelServer({ answer })
  await using repo = await changeFor(server)
  const { stdout, stderr, code } = await llmops(repo, ['check', '--base', 'main', '--quiet'])
  expect([stderr, code]).toEqual(['', 0])
  expect(stdout).toContain('240 new calls')
})

test('what it says at the end is what the report says: trials, calls and money, retries and judges included', async () => {
  const judge = `  - {metric: short, type: llm-rubric, judge: careful, value: It is short.}
---
kind: Model
name: careful
id: local/careful
price: {input: 2, output: 8}
`
  const judged = '{"reason": "Fine.", "pass": true, "score": 1}'
  await using server = await faultyTowns([{ fault: 'status', status: 500, nth: [3, 9] }], {
    answer: ({ model }) => (model === 'careful' ? judged : '{"town": "Town"}'),
  })
  await using repo = await twoWordings(server.url, { more: judge })
  const last: Progress[] = []
  const { report } = await checked(repo, {
    progress: (read) => ({ [Symbol.dispose]: () => void last.push(read()) }),
  })
  const { newCalls, usd } = report.spent
  expect(last).toMatchObject([{ done: 40, of: 40, newCalls, usd: expect.closeTo(usd, 9), budgetUsd: 2 }])
  expect(server.requests).toHaveLength(newCalls + 2)
  expect(last[0]?.elapsedMs).toBeGreaterThan(0)
})

/** What a terminal is sent by a command, both outputs together. */
async function inTerminal(dir: string, args: readonly string[]) {
  const command = [process.execPath, cli, ...args].map((word) => `'${word}'`).join(' ')
  const { stdout } = await promisify(execFile)('script', ['-qec', `stty cols 120; ${command}`, '/dev/null'], {
    cwd: dir,
    env: { ...scrubbedEnvironment(dir), LOCAL_KEY: key },
  })
  return stdout
}
