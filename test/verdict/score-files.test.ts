import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describe as words } from '../../src/diagnostic/describe.ts'
import { sourceSet } from '../../src/source/positions.ts'
import { readScoreFile } from '../../src/verdict/score-files/read-score-file.ts'
import type { RowColumns } from '../../src/verdict/score-files/row-columns.ts'
import { columns } from '../report/compared-files.ts'

function read(text: string, more: Partial<RowColumns> = {}) {
  return readScoreFile({ file: 'f', text }, { ...columns, ...more }, 'model')
}

/** `line:column code` of every finding. */
function found(text: string, more: Partial<RowColumns> = {}): readonly string[] {
  const sources = sourceSet(new Map([['f', text]]))
  return read(text, more).diagnostics.map(({ problem, place }) => {
    const { line, column } = sources.locate(place)
    return `${line}:${column} ${problem.code}`
  })
}

function scores(text: string, more: Partial<RowColumns> = {}): unknown {
  const { suites, diagnostics } = read(text, more)
  expect(diagnostics).toEqual([])
  return Object.fromEntries((suites[0]?.metrics ?? []).map(({ name, scores }) => [name, Object.fromEntries(scores)]))
}

describe('rows of scores', () => {
  it('are right or wrong where all are written true or false, or the command line says so; else they are grades', () => {
    const scales = (text: string, kind: RowColumns['kind'] = 'graded') =>
      read(text, { kind }).suites[0]?.metrics.map(({ name, scale }) => [name, scale])
    const row = (id: string, metric: string, score: string) =>
      `{"id": "${id}", "metric": "${metric}", "score": ${score}}\n`
    const text = [
      row('a', 'm', 'true'),
      row('b', 'm', 'false'),
      row('a', 'n', 'true'),
      row('b', 'n', '0'),
      row('a', 'o', '1'),
    ]
    expect(scales(text.join(''))).toEqual([
      ['m', 'binary'],
      ['n', 'graded'],
      ['o', 'graded'],
    ])
    expect(scales(row('a', 'o', '1'), 'binary')).toEqual([['o', 'binary']])
  })

  it('are JSON Lines or one list, with numbers, or true and false', () => {
    expect(scores('{"id": "a", "score": 0.5}\n\n{"id": 7, "score": true}\n')).toEqual({ score: { a: [0.5], 7: [1] } })
    expect(scores(' [{"id": "a", "score": 1}, {"id": "b", "score": false}]')).toEqual({ score: { a: [1], b: [0] } })
  })

  it('are CSV where the file is called so, with ids as they are written', () => {
    const text = ',id,score,metric\r\n0,007,0.5,"a, b"\r\n1,8,TRUE,"a, b"\r\n2,9,,"a, b"\r\n'
    const csv = (written: string) => readScoreFile({ file: 'f.CSV', text: written }, columns, 'model')
    const [suite] = csv(text.replace('2,9,,"a, b"\r\n', '')).suites
    expect(suite?.metrics.map(({ name, scores }) => [name, ...scores])).toEqual([['a, b', ['007', [0.5]], ['8', [1]]]])
    const codes = (written: string) => {
      const sources = sourceSet(new Map([['f.CSV', written]]))
      return csv(written).diagnostics.map(({ problem, place }) => `${sources.locate(place).line} ${problem.code}`)
    }
    expect(codes(text)).toEqual(['4 missing-field'])
    expect(codes('id,score,id\na,1,b\n')).toEqual(['1 duplicate-key'])
    expect(codes('id,score\na,good\nb,7\nc,1,2\n')).toEqual(['2 wrong-type', '3 out-of-range', '4 bad-format'])
    expect(codes('id,points\na,1\n')).toEqual(['1 unknown-slice'])
    expect(codes('id,__proto__\na,1\n')).toEqual(['1 reserved-key'])
  })

  it('have their columns by other names, or further inside', () => {
    const text = '{"case": {"key": "a"}, "scores": {"accuracy": 0.25}, "/odd": 1}'
    expect(scores(text, { id: '/case/key', score: '/scores/accuracy' })).toEqual({ accuracy: { a: [0.25] } })
    expect(scores(text, { id: '/case/key', score: '/odd' })).toEqual({ odd: { a: [1] } })
  })

  it('are put on the scale from 0 to 1, upside down where less is better', () => {
    const text = '{"id": "a", "score": 2}\n{"id": "b", "score": 5}'
    expect(scores(text, { scale: { from: 1, to: 5 } })).toEqual({ score: { a: [0.25], b: [1] } })
    expect(scores(text, { scale: { from: 5, to: 0 } })).toEqual({ score: { a: [0.6], b: [0] } })
  })

  it('are of several metrics and trials, whatever their order', () => {
    const rows = [
      { id: 'a', metric: 'x', trial: 1, score: 1 },
      { id: 'a', metric: 'x', trial: 2, score: 0 },
      { id: 'a', metric: 'y', trial: 1, score: 0.5 },
    ].map((row) => JSON.stringify(row))
    expect(scores(rows.join('\n'))).toEqual({ x: { a: [1, 0] }, y: { a: [0.5] } })
    expect(scores(rows.toReversed().join('\n'))).toEqual({ x: { a: [1, 0] }, y: { a: [0.5] } })
  })

  it('say where each problem is, in the order of the text', () => {
    const lines = [
      '{"id": "a", "score": 1}',
      '{"id": "a", "score": 0}',
      '{"score": 0}',
      '{"id": null, "score": 0}',
      '{"id": ["x"], "score": 0}',
      '{"id": "b"}',
      '{"id": "c", "score": 1.01}',
      '{"id": "d", "score": "good"}',
      '[]',
      '{"id": "e", "score": 1e999}',
      '{"id": "f", "score": 1, "__proto__": {}}',
      '{"id": "g", "score": 1, "score": 0}',
      '{"id": "h"',
    ]
    expect(found(lines.join('\n'))).toEqual([
      '2:1 duplicate-case',
      '3:1 missing-field',
      '4:1 missing-field',
      '5:8 wrong-type',
      '6:1 missing-field',
      '7:22 out-of-range',
      '8:22 wrong-type',
      '9:1 wrong-type',
      '10:22 bad-format',
      '11:25 reserved-key',
      '12:25 duplicate-key',
      '13:10 json-syntax',
    ])
  })

  it('say what may help', () => {
    const help = (text: string, more: Partial<RowColumns> = {}) =>
      read(text, more).diagnostics.map(({ problem }) => words(problem))
    expect(help('{"id": "a", "score": 3}')[0]?.expected).toContain('--scale 1..5')
    expect(help('{"id": "a", "score": 1}\n{"id": "a", "score": 1}')[0]?.help).toContain('--trial NAME')
    expect(help('{"id": "a", "accuracy": 1}', { score: 'acuracy' })).toEqual([
      {
        message: 'no case has a column `acuracy`',
        help: 'did you mean `accuracy`? `--score NAME` says which column it is',
      },
    ])
  })

  it('without the column that every row should have say so once, and named columns are demanded', () => {
    const rows = Array.from({ length: 50 }, (_, at) => JSON.stringify({ id: at, rating: 1 })).join('\n')
    expect(found(rows)).toEqual(['1:1 unknown-slice'])
    expect(found('{"id": "a", "score": 1}', { slices: ['language'], named: new Set(['trial', 'cluster']) })).toEqual([
      '1:1 unknown-slice',
      '1:1 unknown-slice',
      '1:1 unknown-slice',
    ])
    const half = '{"id": "a", "score": 1, "epoch": 1}\n{"id": "b", "score": 1}'
    expect(found(half, { trial: 'epoch', named: new Set(['trial']) })).toEqual(['2:1 missing-field'])
  })

  it('that are none, too many or of too many metrics are one problem', () => {
    expect(found('')).toEqual(['1:1 out-of-range'])
    expect(found('[]')).toEqual(['1:1 out-of-range'])
    expect(found(Array.from({ length: 100_002 }, () => '{"id":1,"score":1}').join('\n')).length).toBeLessThanOrEqual(
      1_000,
    )
    const metrics = Array.from({ length: 101 }, (_, at) => JSON.stringify({ id: 'a', score: 1, metric: `m${at}` }))
    expect(found(metrics.join('\n'))).toEqual(['1:1 out-of-range'])
  })

  it('give findings or scores in [0, 1], whatever they are', () => {
    const value = fc.oneof(fc.jsonValue(), fc.double(), fc.constantFrom('a', 1, true, null))
    const row = fc.record(
      { id: value, score: value, metric: value, trial: value, cluster: value },
      { requiredKeys: [] },
    )
    const line = fc.oneof(
      row.map((one) => JSON.stringify(one)),
      fc.string(),
      fc.constant('{"id": "a", "score": 1}'),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.boolean(), (lines, list) => {
        const { suites, diagnostics } = read(list ? `[${lines.join(',')}]` : lines.join('\n'))
        expect(suites.length === 0).toBe(diagnostics.length > 0)
        for (const { metrics } of suites)
          for (const trials of metrics.flatMap((metric) => [...metric.scores.values()]))
            expect(trials.every((score) => score >= 0 && score <= 1)).toBe(trials.length > 0)
      }),
    )
  })
})

describe('a result of eval or check', () => {
  const metric = { metric: 'm', scale: 'binary', gate: { gating: true, maxDrop: { limit: 0.1 }, min: { limit: 0.9 } } }
  const own = { suite: 's', subject: 'p', measure: 'head', gating: true, recorded: true, metrics: [metric] }
  const cases = [
    { id: 'a', cluster: 4, slices: { language: 'de' }, base: { m: [1] }, head: { m: [1, 0] } },
    { id: 'b', slices: { language: 'en' } },
  ]
  const result = (comparison: object, more: object = {}): string =>
    JSON.stringify({ version: 1, command: 'check', comparisons: [{ ...own, cases, ...comparison }], ...more })

  it('gives the scores of head with gates, slices and clusters, also pretty-printed', () => {
    const text = result({ cluster: 'customer', judgedBy: 'sha256:1', perCase: { trials: 2, calls: 4, usd: 0.1 } })
    const [suite] = read(text).suites
    expect(suite).toMatchObject({
      suite: 's',
      subject: 'p',
      recorded: true,
      complete: true,
      cluster: 'customer',
      slices: ['language'],
      judgedBy: 'sha256:1',
      perCase: { trials: 2, calls: 4, usd: 0.1 },
      metrics: [{ name: 'm', scale: 'binary', gate: { maxDrop: 0.1, min: 0.9 } }],
    })
    expect([...(suite?.metrics[0]?.scores ?? [])]).toEqual([['a', [1, 0]]])
    expect(suite?.cases.map(({ columns }) => columns)).toEqual([{ language: 'de', customer: 4 }, { language: 'en' }])
    expect(read(JSON.stringify(JSON.parse(text), undefined, 2))).toEqual(read(text))
  })

  it('leaves out what base’s measure says', () => {
    expect(read(result({ measure: 'base' })).suites).toEqual([])
  })

  it.each([
    ['another version', result({}, { version: 2 }), ['1:12 not-allowed-value']],
    ['another command', result({}, { command: 'plan' }), ['1:24 not-allowed-value']],
    ['no cases, as an earlier version wrote it', result({ cases: undefined }), ['1:47 missing-field']],
    ['a twin', result({ cases: [cases[0], cases[0]] }), [expect.stringMatching(/^1:\d+ duplicate-case$/)]],
    [
      'a score beyond 1',
      result({ cases: [{ id: 'a', head: { m: [1.5] } }] }),
      [expect.stringMatching(/ out-of-range$/)],
    ],
    ['a score that is none', result({ cases: [{ id: 'a', head: { m: 1 } }] }), [expect.stringMatching(/ wrong-type$/)]],
    ['a torn text', result({}).slice(0, -9), [expect.stringMatching(/ json-syntax$/)]],
  ])('is refused with %s', (_, text, problems) => {
    expect(found(text)).toEqual(problems)
    expect(read(text).suites).toEqual([])
  })

  it('gives findings or scores, whatever its fields are', () => {
    const broken = fc.tuple(
      fc.constantFrom('suite', 'subject', 'gating', 'metrics', 'cases', 'cluster', 'perCase', 'expense'),
      fc.jsonValue(),
    )
    fc.assert(
      fc.property(broken, ([field, value]) => {
        const { suites, diagnostics } = read(result({ [field]: value }))
        if (diagnostics.length > 0) expect(suites).toEqual([])
      }),
    )
  })
})
