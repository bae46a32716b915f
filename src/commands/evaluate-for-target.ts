import type { Ask } from '../evaluation/ask-model.ts'
import { evaluate } from '../evaluation/evaluate.ts'
import { pairEvaluations } from '../evaluation/pair-evaluations.ts'
import type { EvaluationResult } from '../evaluation/trial.ts'
import type { SuiteEvidence } from '../promotion/evidence.ts'
import { servedModels } from '../promotion/served-models.ts'
import { measureDigest } from '../resources/subject-digest.ts'
import type { DeploymentTarget, Project, Subject } from '../resources/project.ts'
import type { Policy } from '../resources/policy.ts'
import { compareSuite, type SuiteResults } from '../verdict/compare.ts'
import type { SuiteComparison } from '../verdict/comparison.ts'
import { decide } from '../verdict/decide.ts'
import { headlineOf } from '../verdict/headline.ts'
import { listNotEvaluated } from '../verdict/not-evaluated.ts'
import type { Headline, NotEvaluated } from '../verdict/reports.ts'
import { resultsOf } from './check.ts'
import type { Needs } from './needs.ts'

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
}

/** A target's subject against what the target holds, by all its suites. */
export async function evaluateForTarget(question: TargetQuestion, ask: Ask, needs: Needs): Promise<TargetEvaluation> {
  const { target, project, policy, held } = question
  const pairs = target.suites.flatMap((name) => {
    const suite = project.suites.get(name)
    return suite === undefined ? [] : pairEvaluations({ head: suite, base: undefined, baseSubject: held }, false)
  })
  const gating = pairs.filter((pair) => pair.gating)
  const evaluations = gating.flatMap(({ base, head }) => (base === undefined ? [head] : [base, head]))
  await using engine = needs.openAssertionEngine()
  const evaluated = await evaluate(evaluations, ask, { signal: needs.signal, engine })
  const results = gating.map((pair) => resultsOf(pair, evaluated))
  const comparisons = decide(results.map(compareSuite), policy)
  const notEvaluated = listNotEvaluated(results, policy)
  const findings = { comparisons, notEvaluated, suites: target.suites, diagnostics: [], whenUnsure: target.whenUnsure }
  const suites = comparisons.flatMap((comparison) => evidenceIn(comparison, results))
  return { comparisons, notEvaluated, headline: headlineOf(findings), evaluated, suites }
}

function evidenceIn(comparison: SuiteComparison, results: readonly SuiteResults[]): readonly SuiteEvidence[] {
  const head = results.find(({ suite }) => suite === comparison.suite)?.head
  return head === undefined
    ? []
    : [{ comparison, measure: measureDigest(head.evaluation.measure), served: servedModels(head) }]
}
