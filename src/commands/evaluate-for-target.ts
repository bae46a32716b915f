import { type EvaluationPair, pairEvaluations, pairSuite, type SuitePair } from '../evaluation/pair-evaluations.ts'
import type { EvaluationResult } from '../evaluation/trial.ts'
import type { SuiteEvidence } from '../promotion/evidence.ts'
import { pairsBefore } from '../promotion/redirected-pairs.ts'
import { measureDigest } from '../resources/subject-digest.ts'
import type { DeploymentTarget, Project, Subject } from '../resources/project.ts'
import type { Policy } from '../resources/policy.ts'
import type { SuiteResults } from '../verdict/compare.ts'
import type { SuiteComparison } from '../verdict/comparison.ts'
import { decideLooked } from '../verdict/decide-looked.ts'
import { headlineOf } from '../verdict/headline.ts'
import type { LookRecord } from '../verdict/look-record.ts'
import { listNotEvaluated } from '../verdict/not-evaluated.ts'
import { servedModels } from '../verdict/served-models.ts'
import type { Headline, NotEvaluated } from '../verdict/reports.ts'
import type { Asking } from './asking.ts'
import type { KnownMeasure } from './held-measure.ts'
import { knownJudges } from './known-judges.ts'
import type { Needs } from './needs.ts'
import { isWeaker } from './planned-work.ts'
import { resultsOf } from './results-of-pair.ts'

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
  /** Counts how often was looked at the scores: the same path as a check's. */
  readonly looks: LookRecord
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
  const decided = decideLooked(results, policy, question.looks)
  const comparisons = await knownJudges(decided, gating, asking.sources, engine)
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

function evidenceIn(comparison: SuiteComparison, results: readonly SuiteResults[]): readonly SuiteEvidence[] {
  const isSame = ({ suite, measure }: SuiteResults) => suite === comparison.suite && measure === comparison.measure
  const head = results.find(isSame)?.head
  return head === undefined
    ? []
    : [{ comparison, measure: measureDigest(head.evaluation.measure), served: servedModels(head) }]
}
