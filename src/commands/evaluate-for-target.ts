import { type EvaluationPair, pairEvaluations, pairSuite, type SuitePair } from '../evaluation/pair-evaluations.ts'
import type { EvaluationResult } from '../evaluation/trial.ts'
import type { SuiteEvidence } from '../promotion/evidence.ts'
import { servedModels } from '../promotion/served-models.ts'
import { measureDigest } from '../resources/subject-digest.ts'
import type { Case, DeploymentTarget, EvalSuite, Project, Subject } from '../resources/project.ts'
import type { Policy } from '../resources/policy.ts'
import { compareSuite, type SuiteResults } from '../verdict/compare.ts'
import type { SuiteComparison } from '../verdict/comparison.ts'
import { decide } from '../verdict/decide.ts'
import { headlineOf } from '../verdict/headline.ts'
import { listNotEvaluated } from '../verdict/not-evaluated.ts'
import type { Headline, NotEvaluated } from '../verdict/reports.ts'
import type { Asking } from './asking.ts'
import { resultsOf } from './check.ts'
import type { KnownMeasure } from './held-measure.ts'
import type { Needs } from './needs.ts'
import { isWeaker } from './planned-work.ts'

export interface TargetEvaluation {
  readonly comparisons: readonly SuiteComparison[]
  readonly notEvaluated: readonly NotEvaluated[]
  readonly headline: Headline
  readonly evaluated: readonly EvaluationResult[]
  /** What each comparison's head rests on, for the evidence. */
  readonly suites: readonly SuiteEvidence[]
}

export interface TargetQuestion {
  readonly target: DeploymentTarget
  readonly project: Project
  readonly policy: Policy
  /** What the target holds; undefined: only floors decide. */
  readonly held: Subject | undefined
  /** By whose measure it got there: where this project's is looser, that holds, too. Undefined: none, or it cannot be read. */
  readonly before: KnownMeasure | undefined
}

/** A target's subject against what the target holds, by all its suites. */
export async function evaluateForTarget(
  question: TargetQuestion,
  asking: Asking,
  needs: Pick<Needs, 'openAssertionEngine'>,
): Promise<TargetEvaluation> {
  const { target, policy } = question
  const gating = pairsFor(question).filter((pair) => pair.gating)
  const evaluations = gating.flatMap(({ base, head }) => (base === undefined ? [head] : [base, head]))
  await using engine = needs.openAssertionEngine()
  const evaluated = await asking.evaluate(evaluations, engine)
  const results = gating.map((pair) => resultsOf(pair, evaluated))
  const comparisons = decide(results.map(compareSuite), policy)
  const notEvaluated = listNotEvaluated(results, policy)
  const findings = { comparisons, notEvaluated, suites: target.suites, diagnostics: [], whenUnsure: target.whenUnsure }
  const suites = comparisons.flatMap((comparison) => evidenceIn(comparison, results))
  return { comparisons, notEvaluated, headline: headlineOf(findings), evaluated, suites }
}

/** By this project's measure; and by the one before where this one loosens it, or judges the target no longer. */
function pairsFor({ target, project, held, before }: TargetQuestion): readonly EvaluationPair[] {
  const known = held === undefined ? undefined : before
  const pairs = target.suites.flatMap((name) => {
    const suite = project.suites.get(name)
    return suite === undefined ? [] : { ...pairSuite(suite, known?.project, project), baseSubject: held }
  })
  const judging = new Set(pairs.map(({ base }) => base?.name))
  const abandoned = (known?.suites ?? []).filter(({ name }) => !judging.has(name))
  const cases = pairs.flatMap(({ head }) => head.measure.cases)
  return [
    ...pairs.flatMap((pair) => pairEvaluations(pair, isLooser(pair))),
    ...abandoned.flatMap((suite) => pairsBefore(suite, { subject: target.subject, cases }, held)),
  ]
}

function isLooser({ base, head }: SuitePair): boolean {
  return base !== undefined && isWeaker(base.measure, head.measure)
}

interface Judged {
  readonly subject: Subject
  /** Those of its suites: where it takes other inputs, they hold them by the same id. */
  readonly cases: readonly Case[]
}

/** By a suite that no longer judges the target, whatever that delivers now: another subject is no way out of it. */
function pairsBefore(suite: EvalSuite, now: Judged, held: Subject | undefined): readonly EvaluationPair[] {
  const head = { ...suite, subject: now.subject, models: [], measure: { ...suite.measure, cases: now.cases } }
  return pairEvaluations({ head, base: suite, baseSubject: held }, true).filter(({ measure }) => measure === 'base')
}

function evidenceIn(comparison: SuiteComparison, results: readonly SuiteResults[]): readonly SuiteEvidence[] {
  const isSame = ({ suite, measure }: SuiteResults) => suite === comparison.suite && measure === comparison.measure
  const head = results.find(isSame)?.head
  return head === undefined
    ? []
    : [{ comparison, measure: measureDigest(head.evaluation.measure), served: servedModels(head) }]
}
