import type { SuiteCases } from '../../verdict/case-records.ts'
import type {
  Change,
  Coverage,
  Expense,
  GateDecision,
  Interval,
  Look,
  MetricComparison,
  Ratio,
  Score,
  ServedModels,
  SliceChange,
  SuiteComparison,
  ToDecide,
  Verdict,
} from '../../verdict/comparison.ts'
import { judgeJson } from './calibration.ts'
import { casesJson } from './cases.ts'

/** @param cases those of the comparison, if they are at hand */
export function comparisonJson(comparison: SuiteComparison, cases?: SuiteCases): object {
  const { suite, subject, measure, gating, recorded, metrics, coverage, expense, perCase, stopped, served } = comparison
  return {
    suite,
    subject,
    measure,
    gating,
    recorded,
    metrics: metrics.map(metricJson),
    coverage: { base: coverageJson(coverage.base), head: coverageJson(coverage.head) },
    expense: { base: expenseJson(expense.base), head: expenseJson(expense.head) },
    costRatio: ratioJson(comparison.costRatio),
    latencyRatio: ratioJson(comparison.latencyRatio),
    firstTokenRatio: ratioJson(comparison.firstTokenRatio),
    served: served && { base: served.base && servedJson(served.base), head: servedJson(served.head) },
    stopped: stopped && { cases: stopped.cases, of: stopped.of },
    perCase: perCase && { trials: perCase.trials, calls: perCase.calls, usd: perCase.usd },
    ...(cases && casesJson(cases)),
  }
}

function servedJson({ subject, judges }: ServedModels): object {
  return { subject, judges }
}

function ratioJson(ratio: Ratio | undefined): object | undefined {
  return ratio && { ratio: ratio.ratio, interval: intervalJson(ratio.interval) }
}

function metricJson(compared: MetricComparison): object {
  const { metric, verdict, base, head, change, detectableDrop, gate, slices, judges, look, unpaired } = compared
  return {
    metric: metric.name,
    scale: metric.scale,
    verdict: verdictJson(verdict),
    base: scoreJson(base),
    head: scoreJson(head),
    change: change && changeJson(change),
    detectableDrop,
    gate: gateJson(gate),
    slices: slices.map(sliceJson),
    judges: judges?.map(judgeJson),
    look: look && lookJson(look),
    unpaired: unpaired && { delta: unpaired.delta, interval: intervalJson(unpaired.interval) },
  }
}

function lookJson({ certified, head, ...counted }: Look): object {
  const limits = { certified: certified && intervalJson(certified), head: head && intervalJson(head) }
  return { ...counted, ...limits }
}

function verdictJson(verdict: Verdict): object {
  switch (verdict.kind) {
    case 'not-comparable':
      return { kind: verdict.kind, reason: verdict.reason }
    case 'equivalent':
      return { kind: verdict.kind, detectable: verdict.detectable }
    default:
      return { kind: verdict.kind }
  }
}

function scoreJson(score: Score | undefined): object | undefined {
  return score && { mean: score.mean, interval: intervalJson(score.interval), cases: score.cases }
}

function intervalJson({ lower, upper }: Interval): object {
  return { lower, upper }
}

function changeJson(change: Change): object {
  const { dropped } = change
  return {
    pairs: change.pairs,
    clusters: change.clusters,
    dropped: dropped && { base: dropped.base, head: dropped.head },
    delta: change.delta,
    shown: intervalJson(change.shown),
    certified: intervalJson(change.certified),
    pWorse: change.pWorse,
    pBetter: change.pBetter,
    pWorseAdjusted: change.pWorseAdjusted,
    pBetterAdjusted: change.pBetterAdjusted,
    worse: change.worse,
    better: change.better,
    detectableDrop: change.detectableDrop,
    casesNeeded: change.casesNeeded,
    toDecide: change.toDecide && toDecideJson(change.toDecide),
  }
}

function toDecideJson({ asSeen, trials }: ToDecide): object {
  return { asSeen: { cases: asSeen.cases, shows: asSeen.shows }, trials }
}

function gateJson({ gating, maxDrop, min }: GateDecision): object {
  return {
    gating,
    maxDrop: { limit: maxDrop.limit, decision: maxDrop.decision },
    min: min && { limit: min.limit, decision: min.decision, casesNeeded: min.casesNeeded },
  }
}

function sliceJson({ column, value, pairs, base, head, delta, detectableDrop, pAdjusted }: SliceChange): object {
  return { column, value, pairs, base, head, delta, detectableDrop, pAdjusted }
}

function coverageJson(coverage: Coverage | undefined): object | undefined {
  if (coverage === undefined) return undefined
  const missing = coverage.missing.map(({ reason, cases }) => ({ reason, cases }))
  return { cases: coverage.cases, scored: coverage.scored, enough: coverage.enough, missing }
}

function expenseJson(expense: Expense | undefined): object | undefined {
  if (expense === undefined) return undefined
  const { calls, inputTokens, outputTokens, usdPerCase, p50Ms, p95Ms, p95Between, firstToken } = expense
  const between = p95Between && { lower: p95Between.lower, upper: p95Between.upper }
  const first = firstToken && { p50Ms: firstToken.p50Ms, p95Ms: firstToken.p95Ms }
  return { calls, inputTokens, outputTokens, usdPerCase, p50Ms, p95Ms, p95Between: between, firstToken: first }
}
