import { describe } from '../diagnostic/describe.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { SourceSet } from '../source/source-set.ts'
import type { CheckReport, EvalReport, NotEvaluated } from '../verdict/reports.ts'
import { junitDocument } from './junit/document.ts'
import type { TestCase, TestSuite } from './junit/document.ts'
import { gateTests } from './junit/gate-tests.ts'
import { textPhrase } from './phrase.ts'
import { notEvaluatedSentence } from './words/not-evaluated.ts'

/** A result as JUnit: a test for each gate, and one for whatever kept a gate from being decided, so that it is no pass. */
export function reportJunit(report: CheckReport | EvalReport, sources: SourceSet): string {
  const errors = report.diagnostics.filter(({ severity }) => severity === 'error')
  const suites = [
    { name: 'configuration', cases: errors.map((error) => errorTest(error, sources)) },
    ...gateTests(report),
    { name: 'not evaluated', cases: report.notEvaluated.map((gap) => gapTest(gap, report)) },
  ]
  return junitDocument(`llmops ${report.command}`, suites.filter(hasTests))
}

function hasTests({ cases }: TestSuite): boolean {
  return cases.length > 0
}

function errorTest({ problem, place }: Diagnostic, sources: SourceSet): TestCase {
  const { message, expected, help } = describe(problem)
  const { line, column } = sources.locate(place)
  const where = place.in === 'file' ? place.file : `${place.file}:${line}:${column}`
  const details = [
    where,
    ...(expected === undefined ? [] : [`expected: ${expected}`]),
    ...(help === undefined ? [] : [help]),
  ]
  return { name: where, className: problem.code, outcome: { kind: 'error', type: problem.code, message, details } }
}

/** What a coverage floor forgives is told, and fails nothing. */
function gapTest(gap: NotEvaluated, { headline }: CheckReport | EvalReport): TestCase {
  const message = textPhrase(notEvaluatedSentence(gap))
  const name = `${gap.subject}: ${gap.reason.kind}`
  const outcome =
    headline.state === 'incomplete'
      ? ({ kind: 'error', type: gap.reason.kind, message, details: [] } as const)
      : ({ kind: 'skipped', message } as const)
  return { name, className: gap.suite, outcome }
}
