import { describe, expect, it } from 'vitest'
import { formatsOf, renderReport } from '../../src/report/formats.ts'
import type { CheckReport, Report } from '../../src/verdict/reports.ts'
import { commandsIn } from '../rig/runner/command.ts'
import { attacked, attackedOneByOne } from './attacks.ts'
import { sources, states } from './states.ts'
import { type Element, parseXml } from './xml.ts'

function junit(report: Report): Element {
  return parseXml(renderReport(report, 'junit', { sources }))
}

const able = ([, { command }]: readonly [string, Report]): boolean => formatsOf(command).includes('junit')

/** What `jenkins-junit.xsd` has in each element: its attributes, those it must have, and its children. */
const shape: Readonly<
  Record<string, { attributes: readonly string[]; required: readonly string[]; children: readonly string[] }>
> = {
  testsuites: { attributes: ['name', 'tests', 'failures', 'errors'], required: [], children: ['testsuite'] },
  testsuite: {
    attributes: ['name', 'tests', 'failures', 'errors', 'skipped'],
    required: ['name', 'tests'],
    children: ['testcase'],
  },
  testcase: { attributes: ['name', 'classname'], required: ['name'], children: ['skipped', 'error', 'failure'] },
  skipped: { attributes: ['message'], required: [], children: [] },
  error: { attributes: ['type', 'message'], required: [], children: [] },
  failure: { attributes: ['type', 'message'], required: [], children: [] },
}

function offences({ name, attributes, children }: Element): readonly string[] {
  const known = shape[name]
  if (known === undefined) return [`an element ${name}`]
  return [
    ...Object.keys(attributes)
      .filter((one) => !known.attributes.includes(one))
      .map((one) => `${name} has ${one}`),
    ...known.required.filter((one) => !(one in attributes)).map((one) => `${name} has no ${one}`),
    ...children.filter((child) => !known.children.includes(child.name)).map((child) => `${child.name} in ${name}`),
    ...children.flatMap(offences),
  ]
}

/** What the counts of an element should be. */
function counts(element: Element): object {
  const tests =
    element.name === 'testcase'
      ? [element]
      : element.children.flatMap((child) => (child.name === 'testcase' ? [child] : child.children))
  const having = (name: string): string =>
    String(tests.filter(({ children }) => children.some((child) => child.name === name)).length)
  return { tests: String(tests.length), failures: having('failure'), errors: having('error') }
}

/** `suite > test: outcome`, of every test. */
function outcomes(report: Report): readonly string[] {
  return junit(report).children.flatMap((suite) =>
    suite.children.map(
      (test) => `${suite.attributes['name']} > ${test.attributes['name']}: ${test.children[0]?.name ?? 'passed'}`,
    ),
  )
}

describe('a result as JUnit', () => {
  it('has the shape that readers expect, and counts what is in it, in every state', () => {
    for (const [name, report] of Object.entries(states).filter(able)) {
      const root = junit(report)
      expect(offences(root), name).toEqual([])
      for (const element of [root, ...root.children]) expect(element.attributes, name).toMatchObject(counts(element))
    }
  })

  it('is well-formed, no command, and moves no cursor, whatever a model or an author wrote', () => {
    for (const [name, report] of [...Object.entries(attacked), ...attackedOneByOne].filter(able)) {
      const text = renderReport(report, 'junit', { sources })
      expect(offences(parseXml(text)), name).toEqual([])
      expect(commandsIn(text), name).toEqual([])
      expect(text.replaceAll(/[\n\t\u200c\u200d]/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u)
    }
  })

  it('fails where a gate fails, with the cases that broke', () => {
    const report = states['a regression'] as CheckReport
    expect(outcomes(report)).toEqual([
      'quality · support > grounded: failure',
      'quality · support > cites: skipped',
      'quality · support > format: passed',
    ])
    const failure = junit(report).children[0]?.children[0]?.children[0]
    expect(failure?.attributes).toMatchObject({ type: 'regression' })
    expect(failure?.attributes['message']).toContain('grounded −12.5 points (−20.4 … −5.6)')
    expect(failure?.text.match(/^refund-/gm)).toHaveLength(18)
  })

  it('names at most 50 cases and counts the others', () => {
    const report = states['a regression'] as CheckReport
    const many = Array.from({ length: 60 }, (_, at) => ({ ...report.differences[0]!, caseId: `x${at}` }))
    const failure = junit({ ...report, differences: many }).children[0]?.children[0]?.children[0]
    expect(failure?.text.match(/^x\d+/gm)).toHaveLength(50)
    expect(failure?.text).toMatch(/… 10 more cases$/)
  })

  it('fails where a floor is missed, with the cases that score least where nothing is compared', () => {
    expect(outcomes(states['an evaluation below its floor']!)).toEqual([
      'quality · support > format: failure',
      'quality · support > cites: skipped',
    ])
    const evaluated = states['an evaluation with the scores of its cases']!
    const [first] = evaluated.command === 'eval' ? evaluated.comparisons : []
    const low = first?.metrics.map((metric) => ({
      ...metric,
      gate: { ...metric.gate, min: { limit: 0.99, decision: 'fails' } as const },
    }))
    const report = { ...evaluated, comparisons: [{ ...first, metrics: low }] } as Report
    expect(junit(report).children[0]?.children[1]?.children[0]?.text.split('\n')).toEqual([
      'c000 · 0 %',
      'c002 · 0 %',
      'c004 · 0 %',
    ])
  })

  it('fails where it cannot tell and that blocks, and is skipped where it does not', () => {
    expect(outcomes(states['cannot tell, and that blocks']!)).toContain('quality · support > cites: failure')
    expect(outcomes(states['cannot tell']!)).toContain('quality · support > cites: skipped')
  })

  it('has an error for everything that was not looked at, so that nothing is no pass', () => {
    expect(outcomes(states['an invalid head']!)).toEqual([
      'configuration > llmops.yaml:7:1: error',
      'configuration > llmops.yaml:8:16: error',
    ])
    expect(outcomes(states['a key that is missing']!)).toEqual([
      'not evaluated > support: no-key: error',
      'not evaluated > support: budget: error',
      'not evaluated > answer: not-recorded: error',
      'not evaluated > answer: interrupted: error',
    ])
    expect(outcomes(states['a provider that failed']!)).toEqual([
      'quality · support > grounded: error',
      'not evaluated > support: provider: error',
    ])
    expect(outcomes(states['recorded answers that do not count']!)).toContain('quality · support > grounded: skipped')
    expect(outcomes(states['nothing to evaluate']!)).toEqual([])
  })
})
