import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { tellingOn } from '../../src/cli/live-line.ts'
import { needsOf } from '../../src/cli/show.ts'
import type { World } from '../../src/cli/world.ts'
import { progressLines } from '../../src/commands/progress-lines.ts'
import type { Needs } from '../../src/commands/needs.ts'
import type { Progress } from '../../src/report/progress.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const erase = '\r\u001b[2K'

function progressAt(done: number, elapsedMs = 0): Progress {
  return { done, of: 100, newCalls: done, usd: 0, budgetUsd: 2, elapsedMs }
}

/** What stands in a terminal that was written to: of each line what was not erased. */
function screen(written: readonly string[]): string {
  return written
    .join('')
    .split('\n')
    .map((line) => line.slice(line.lastIndexOf(erase) < 0 ? 0 : line.lastIndexOf(erase) + erase.length))
    .join('\n')
}

function terminalWith(columns: number) {
  const written: string[] = []
  return { written, isTTY: true, columns, write: (text: string) => written.push(text) }
}

/** What commands are given by a command line that was started with this as its stderr. */
function needsOn(
  stderr: Parameters<typeof tellingOn>[0],
  { env = {}, quiet = false }: { readonly env?: World['env']; readonly quiet?: boolean } = {},
): Needs {
  const place = { dir: '/', program: '/', by: 'me', colours: false }
  const { signal } = new AbortController()
  return needsOf({ quiet }, { ...place, env, signal, ...tellingOn(stderr, env) })
}

test('the live line follows what is done, makes room for what is logged, and is gone at the end', () => {
  const terminal = terminalWith(80)
  const { log, progress } = needsOn(terminal)
  let done = 0
  {
    using _ = progress(() => progressAt(done))
    vi.advanceTimersByTime(200)
    expect(screen(terminal.written)).toMatch(/^0 of 100 answers/)
    done = 50
    vi.advanceTimersByTime(200)
    expect(screen(terminal.written)).toMatch(/^50 of 100 answers/)
    log('a model was replaced')
    expect(screen(terminal.written)).toBe('a model was replaced\n')
    vi.advanceTimersByTime(200)
    expect(screen(terminal.written)).toMatch(/^a model was replaced\n50 of 100 answers[^\n]*$/)
  }
  vi.advanceTimersByTime(1_000)
  log('done')
  expect(screen(terminal.written)).toBe('a model was replaced\ndone\n')
})

test('the live line is never as wide as the terminal, where it would wrap and could not be erased', () => {
  const terminal = terminalWith(20)
  using _ = needsOn(terminal).progress(() => progressAt(1))
  vi.advanceTimersByTime(200)
  expect(terminal.written).toEqual(['1 of 100 answers, 1'])
})

test.each([
  ['CI', { env: { CI: 'true' } }],
  ['a terminal that cannot erase', { env: { TERM: 'dumb' } }],
])('in %s progress is lines, though it is a terminal', (_where, options) => {
  const terminal = terminalWith(80)
  using _ = needsOn(terminal, options).progress(() => progressAt(50))
  vi.advanceTimersByTime(1_000)
  expect(terminal.written).toEqual([expect.stringMatching(/^50 of 100 answers[^\r]*\n$/)])
})

test('with --quiet nothing is written, in a terminal or elsewhere', () => {
  for (const env of [{}, { CI: 'true' }]) {
    const terminal = terminalWith(80)
    const { log, progress } = needsOn(terminal, { env, quiet: true })
    using _ = progress(() => progressAt(50))
    log('a model was replaced')
    vi.advanceTimersByTime(60_000)
    expect(terminal.written).toEqual([])
  }
})

test('where lines stay there is one each 10 %, or each 10 s, and none after the end', () => {
  const lines: string[] = []
  const started = Date.now()
  let done = 0
  {
    using _ = progressLines((line) => lines.push(line))(() => progressAt(done, Date.now() - started))
    vi.advanceTimersByTime(9_000)
    expect(lines).toEqual([])
    done = 9
    vi.advanceTimersByTime(1_000)
    expect(lines).toEqual([expect.stringMatching(/^9 of 100 answers/)])
    done = 18
    vi.advanceTimersByTime(1_000)
    expect(lines).toHaveLength(1)
    done = 40
    vi.advanceTimersByTime(5_000)
    expect(lines.slice(1)).toEqual([expect.stringMatching(/^40 of 100 answers/)])
  }
  vi.advanceTimersByTime(60_000)
  expect(lines).toHaveLength(2)
})
