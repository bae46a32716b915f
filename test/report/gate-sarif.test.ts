import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { renderReport } from '../../src/report/formats.ts'
import type { Assertion } from '../../src/resources/project.ts'
import type { MetricComparison } from '../../src/verdict/comparison.ts'
import { checkReport, comparison, gate } from './make.ts'
import { sarifShape } from './sarif-shape.ts'
import { states } from './states.ts'
import { belowFloor, grounded, misspelt, sources } from './values.ts'

interface Result {
  readonly ruleId: string
  readonly message: { readonly text: string }
  readonly locations: readonly {
    readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region?: object }
  }[]
  readonly partialFingerprints: Readonly<Record<string, string>>
}

const isSarif = new Ajv2020({ strict: false }).compile(sarifShape)

function resultsOf(report: Parameters<typeof renderReport>[0]): readonly Result[] {
  const log = JSON.parse(renderReport(report, 'sarif', { sources })) as {
    runs: [{ results: Result[]; tool: { driver: { rules: { id: string }[] } } }]
  }
  isSarif(log)
  expect(isSarif.errors ?? []).toEqual([])
  const [{ results, tool }] = log.runs
  expect(tool.driver.rules.map(({ id }) => id)).toEqual([...new Set(results.map(({ ruleId }) => ruleId))].sort())
  return results
}

const assertion: Assertion = {
  type: 'contains',
  negated: false,
  metric: 'grounded',
  value: 'x',
  threshold: undefined,
  judge: undefined,
  at: undefined,
  weight: 1,
  place: { in: 'yaml', file: 'llmops.yaml', document: 1, path: ['user'], part: 'value' },
}

function declared(one: MetricComparison): MetricComparison {
  return { ...one, metric: { ...one.metric, assertions: [assertion] } }
}

const regression = {
  headline: { state: 'regression', subject: 'support', metric: 'grounded', delta: -0.125 },
  exitCode: 1,
} as const

describe('a check as SARIF', () => {
  it('has the shape of SARIF in every state', () => {
    for (const report of Object.values(states).filter(({ command }) => command === 'check')) resultsOf(report)
  })

  it('puts a gate that fails where its metric is declared', () => {
    const [result, ...others] = resultsOf(
      checkReport({ ...regression, comparisons: [comparison([declared(grounded)])] }),
    )
    expect(others).toEqual([])
    expect(result).toMatchObject({
      ruleId: 'gate-regression',
      level: 'error',
      message: {
        text: 'quality (support): grounded −12.5 points (−20.4 … −5.6), where at most 5 points are tolerated',
      },
      locations: [{ physicalLocation: { artifactLocation: { uri: 'llmops.yaml' }, region: { startLine: 8 } } }],
    })
  })

  it('tells both gates of a metric, and those of both measures, apart', () => {
    const both = declared({ ...grounded, gate: { ...gate('fails', { limit: 0.95, decision: 'fails' }) } })
    const report = checkReport({
      ...regression,
      comparisons: [comparison([both]), comparison([both], { measure: 'base' })],
    })
    const results = resultsOf(report)
    expect(results.map(({ ruleId }) => ruleId)).toEqual([
      'gate-regression',
      'gate-floor',
      'gate-regression',
      'gate-floor',
    ])
    expect(results[2]?.message.text).toContain("by base's measure")
    expect(results[2]?.locations[0]?.physicalLocation.region).toBeDefined() // head declares it, too
    expect(new Set(results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints))).size).toBe(4)
  })

  it('puts what only base declares at the file, and what nobody does at the project', () => {
    const gone = comparison([declared(grounded)], { measure: 'base' })
    const report = checkReport({ ...regression, comparisons: [gone, comparison([belowFloor], { suite: 'other' })] })
    expect(resultsOf(report).map(({ locations }) => locations[0]?.physicalLocation)).toEqual([
      { artifactLocation: { uri: 'llmops.yaml' } },
      { artifactLocation: { uri: 'llmops.yaml' } },
    ])
  })

  it('has the diagnostics beside them, and nothing of what holds, is open or does not gate', () => {
    const shown = comparison([declared(grounded)], { gating: false, subject: 'support@haiku' })
    const report = checkReport({
      headline: { state: 'no-worse' },
      exitCode: 0,
      comparisons: [shown],
      diagnostics: [misspelt],
    })
    expect(resultsOf(report).map(({ ruleId }) => ruleId)).toEqual(['unknown-field'])
    expect(resultsOf(states['cannot tell']!)).toEqual([])
  })
})
