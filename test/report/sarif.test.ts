import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import { renderReport } from '../../src/report/formats.ts'
import { sourceSet } from '../../src/source/positions.ts'
import { validateReport } from './make.ts'
import { commandsIn } from '../rig/runner/command.ts'
import { sarifShape } from './sarif-shape.ts'

interface Result {
  readonly ruleId: string
  readonly ruleIndex: number
  readonly level: string
  readonly message: { readonly text: string }
  readonly partialFingerprints: Readonly<Record<string, string>>
  readonly suppressions: readonly object[]
}

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } }
  readonly results: readonly Result[]
}

const isSarif = new Ajv2020({ strict: false }).compile(sarifShape)
const file = 'llmops/a b#ü.yaml'

function at(line: number, text = source): Diagnostic {
  const start =
    text
      .split('\n')
      .slice(0, line - 1)
      .join('\n').length + (line > 1 ? 1 : 0)
  const place = { in: 'text', file, start, end: start + 4 } as const
  return { severity: 'error', problem: { code: 'unknown-field', field: 'modle', nearest: 'model', allowed: [] }, place }
}

const source = 'name: answer\nmodle: x\n---\nname: other\nmodle: x\n'

function run(diagnostics: readonly Diagnostic[], text = source, more: Parameters<typeof validateReport>[0] = {}): Run {
  const sources = sourceSet(new Map([[file, text]]))
  const rendered = renderReport(validateReport({ diagnostics, ...more }), 'sarif', { sources })
  expect(rendered.split('\n')).toHaveLength(2)
  expect(commandsIn(rendered)).toEqual([])
  const log = JSON.parse(rendered) as { readonly runs: readonly [Run] }
  isSarif(log)
  expect(isSarif.errors ?? []).toEqual([])
  return log.runs[0]
}

describe('findings as SARIF', () => {
  it('have a rule each, once, a place and a message that says what to do', () => {
    const { tool, results } = run([at(2), { ...at(5), related: [{ label: 'first here', place: at(2).place }] }])
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(['unknown-field'])
    expect(results.map(({ ruleIndex }) => ruleIndex)).toEqual([0, 0])
    expect(results[0]).toMatchObject({
      ruleId: 'unknown-field',
      level: 'error',
      message: { text: 'there is no field `modle` here; did you mean `model`?' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'llmops/a%20b%23%C3%BC.yaml' },
            region: { startLine: 2, startColumn: 1, endLine: 2, endColumn: 5 },
          },
        },
      ],
    })
    expect(results[1]).toMatchObject({
      relatedLocations: [{ id: 0, message: { text: 'first here' }, physicalLocation: { region: { startLine: 2 } } }],
    })
  })

  it('of a file as such have no region', () => {
    const diagnostic: Diagnostic = { severity: 'error', problem: { code: 'no-project' }, place: { in: 'file', file } }
    const [result] = run([diagnostic]).results
    expect(result).toMatchObject({ locations: [{ physicalLocation: { artifactLocation: {} } }] })
    expect(JSON.stringify(result)).not.toContain('region')
  })

  it('keep their fingerprint when their line moves, and differ from their twins', () => {
    const before = run([at(2), at(5)]).results.map(({ partialFingerprints }) => partialFingerprints)
    const moved = `# a comment\n${source}`
    const after = run([at(3, moved), at(6, moved)], moved).results.map(({ partialFingerprints }) => partialFingerprints)
    expect(after).toEqual(before)
    expect(before[0]).not.toEqual(before[1])
  })

  it('that a line ignores are there as suppressed in the source, with the reason', () => {
    const unused: Diagnostic = { ...at(2), severity: 'warning', problem: { code: 'unused-input', name: 'x' } }
    const { tool, results } = run([at(5)], source, { silenced: [{ diagnostic: unused, reason: 'needed soon' }] })
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(['unknown-field', 'unused-input'])
    expect(results.map(({ ruleIndex, suppressions }) => [ruleIndex, suppressions])).toEqual([
      [0, []],
      [1, [{ kind: 'inSource', justification: 'needed soon' }]],
    ])
  })

  it('hold no link and no command of the author of a file', () => {
    const kind = '[press here](https://evil.example) ##[add-mask]x\n::error::y'
    const [result] = run([{ ...at(2), problem: { code: 'unknown-kind', kind, nearest: undefined } }]).results
    expect(result?.message.text).not.toContain('](')
  })

  it('are none for a project without any', () => {
    expect(run([])).toMatchObject({ results: [], tool: { driver: { rules: [] } } })
  })
})
