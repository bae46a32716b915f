import type { MetricComparison, SuiteComparison } from '../../verdict/comparison.ts'
import type { CheckReport, EvalReport } from '../../verdict/reports.ts'
import { textPhrase } from '../phrase.ts'
import { failingCases } from '../words/failing-cases.ts'
import type { Focus } from '../words/focus.ts'
import { gatingMetrics } from '../words/focus.ts'
import { gateFailures } from '../words/gate-failures.ts'
import type { TestCase, TestOutcome, TestSuite } from './document.ts'

type Evaluated = CheckReport | EvalReport

/** A suite of tests for each suite and subject, by head's and, where there is one, base's measure; a test for each metric. */
export function gateTests(report: Evaluated): readonly TestSuite[] {
  return report.comparisons
    .filter(({ gating }) => gating)
    .map((comparison) => ({
      name: nameOf(comparison),
      cases: gatingMetrics([comparison]).map((focus) => testOf(focus, report)),
    }))
}

function nameOf({ suite, subject, measure }: SuiteComparison): string {
  return `${suite} · ${subject}${measure === 'base' ? " · base's measure" : ''}`
}

function testOf(focus: Focus, report: Evaluated): TestCase {
  const { suite, subject } = focus.comparison
  return { name: focus.metric.metric.name, className: `${suite}.${subject}`, outcome: outcomeOf(focus, report) }
}

function outcomeOf(focus: Focus, report: Evaluated): TestOutcome {
  const { metric } = focus
  const failures = gateFailures(focus)
  const [first] = failures
  if (first !== undefined) {
    const message = failures.map(({ says }) => textPhrase(says)).join('; ')
    return { kind: 'failure', type: first.gate, message, details: failingCases(focus, report) }
  }
  if (metric.verdict.kind === 'incomplete')
    return { kind: 'error', type: 'incomplete', message: 'too few cases have a score', details: [] }
  if (!metric.gate.gating) return { kind: 'skipped', message: 'recorded answers do not count here' }
  return isOpen(metric) ? openOutcome(report) : { kind: 'passed' }
}

function isOpen({ gate: { maxDrop, min } }: MetricComparison): boolean {
  return maxDrop.decision === 'cannot-tell' || min?.decision === 'cannot-tell'
}

/** Not enough cases to tell: a failure where the project says that this blocks. */
function openOutcome({ headline }: Evaluated): TestOutcome {
  const message = 'cannot tell: too few cases'
  const blocks = headline.state === 'cannot-tell' && headline.blocks
  return blocks ? { kind: 'failure', type: 'cannot-tell', message, details: [] } : { kind: 'skipped', message }
}
