import { asUntrusted } from '../../src/evaluation/untrusted.ts'
import { describe, expect, it } from 'vitest'
import { checkMarkdown } from '../../src/report/check-markdown.ts'
import { commentOf } from '../../src/report/comment.ts'
import { stepSummary } from '../../src/report/step-summary.ts'
import type { CheckReport } from '../../src/verdict/reports.ts'
import { change, checkReport, comparison, difference, gate, metric, plan, promptChange, score, slice } from './make.ts'
import { markdownOffences } from './markdown-offences.ts'
import { sources } from './states.ts'

const lines = Array.from({ length: 4_000 }, (_, at) => `Sentence ${at} of a prompt that is very long indeed, it is.`)
const before = lines.join('\n')
const after = lines.map((line, at) => (at % 2 === 0 ? line.toUpperCase() : line)).join('\n')

function broken(cases: number, metrics: number): CheckReport {
  const ids = Array.from({ length: cases }, (_, at) => `case-${at}`)
  const values = Array.from({ length: 200 }, (_, at) => slice(`language ${at}`, 25, 0.9, 0.7, 0.2))
  const text = 'An answer with some words. '.repeat(40)
  return checkReport({
    headline: { state: 'regression', subject: 'support', metric: 'metric-0', delta: -0.5 },
    exitCode: 1,
    plan: plan({
      changes: {
        resources: Array.from({ length: 30 }, (_, at) =>
          promptChange([{ path: ['system'], effect: 'behaviour', before, after }], { name: `prompt-${at}` }),
        ),
        suites: [],
        targets: [],
        formattedFiles: [],
      },
      policyChanges: Array.from({ length: 100 }, (_, at) => `provider p${at}: new`),
    }),
    comparisons: [
      comparison(
        Array.from({ length: metrics }, (_, at) =>
          metric(`metric-${at}`, { kind: 'regression' }, gate('fails'), {
            base: score(0.9, 0.8, 0.95, cases),
            head: score(0.4, 0.3, 0.5, cases),
            change: change(-0.5, -0.6, -0.4, { pairs: cases, worse: ids }),
            slices: values,
          }),
        ),
      ),
    ],
    differences: ids.map((id) =>
      difference(id, 'de', { base: text, head: text.toUpperCase(), reasons: [text] }, { metric: 'metric-0' }),
    ),
  })
}

describe('a comment', () => {
  const large = broken(5_000, 3)

  it('stays under the limit with 5,000 broken cases and differences of 200 kB, and says what is left out', () => {
    const text = checkMarkdown(large, sources)
    expect(before.length).toBeGreaterThan(200_000)
    expect(text.length).toBeLessThanOrEqual(65_000)
    expect(markdownOffences(text)).toEqual([])
    expect(text).toContain('5,000 of 5,000 answers broke')
    expect(text).toMatch(/_Left out, for length: .*details of 5,000 broken cases, 600 slice rows/)
    expect(text).toContain('more lines @@')
  })

  it('gives up cases before slices, slices before differences, and metrics last', () => {
    const limits = [400_000, 45_000, 25_000, 9_000, 4_000, 600]
    const shown = limits.map((limit) => checkMarkdown(large, sources, { limit }))
    const has = (text: string): readonly boolean[] =>
      ['**`case-0`', 'By <code>language</code>', '```diff', '| **`metric'].map((part) => text.includes(part))
    expect(shown.map(has)).toEqual([
      [true, true, true, true],
      [false, false, true, true],
      [false, false, true, true],
      [false, false, false, true],
      [false, false, false, true],
      [false, false, false, false],
    ])
    expect(shown.every((text, at) => text.length <= limits[at]!)).toBe(true)
    expect(shown.map((text) => markdownOffences(text))).toEqual(shown.map(() => []))
  })

  it('keeps the metrics that fail when not all have room', () => {
    const few = broken(100, 12)
    const holds = metric('holds', { kind: 'unchanged' }, gate('holds'), {
      base: score(1, 0.9, 1),
      head: score(1, 0.9, 1),
    })
    const [first] = few.comparisons
    const report = { ...few, comparisons: [{ ...first!, metrics: [holds, ...first!.metrics] }] }
    const text = checkMarkdown(report, sources, { limit: 1_640 })
    expect(text).toContain('`metric-9`')
    expect(text).not.toContain('| holds |')
    expect(text).toMatch(/Left out, for length: .*scores?/)
  })

  it('is within what GitHub keeps of characters that take four bytes each', () => {
    const wide = '\u{1f642}'.repeat(40_000)
    const report = broken(60, 3)
    const [first] = report.differences
    const differences = report.differences.map((one) => ({
      ...one,
      head: { ...first!.head, output: asUntrusted(wide) },
    }))
    for (const limit of [undefined, 20_000]) {
      const text = checkMarkdown({ ...report, differences }, sources, limit === undefined ? {} : { limit })
      expect(Array.from(text).length).toBeLessThanOrEqual(65_536)
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4 * 65_536)
      expect([text.isWellFormed(), markdownOffences(text)]).toEqual([true, []])
      expect(text).toMatch(/more characters|Left out, for length/)
    }
  })

  it('of 10,000 broken cases says what was cut and where the rest is, and the summary of the run shows more', () => {
    const huge = broken(10_000, 2)
    const reportUrl = 'https://github.example/acme/support/actions/runs/7/attempts/1'
    const body = commentOf(huge, { sources, reportUrl })!.body
    expect(Array.from(body).length).toBeLessThanOrEqual(65_536)
    expect(markdownOffences(body, reportUrl)).toEqual([])
    const left = /_Left out, for length: (.*)\. The \[report\]\((.*?)\) shows more; the result as JSON has them all\._/
    expect(left.exec(body)?.slice(1)).toEqual([
      expect.stringMatching(/details of 10,000 broken cases, 400 slice rows/),
      reportUrl,
    ])
    const summary = stepSummary(huge, { sources })
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(1_048_576)
    expect(markdownOffences(summary)).toEqual([])
    expect(summary.match(/^\*\*`case-/gm)).toHaveLength(25)
    expect(summary).toContain('By <code>language</code>')
  })

  it('is the same whatever is left out of it, at its beginning and its end', () => {
    const [long, short] = [
      checkMarkdown(large, sources).split('\n'),
      checkMarkdown(large, sources, { limit: 600 }).split('\n'),
    ]
    expect(short.slice(0, 4)).toEqual(long.slice(0, 4))
    expect(short.at(-2)).toBe(long.at(-2))
  })
})
