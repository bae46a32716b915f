import type {
  Change,
  Coverage,
  Expense,
  GateDecision,
  Interval,
  MetricComparison,
  Score,
  SliceChange,
  SuiteComparison,
  Verdict,
} from '../../verdict/comparison.ts'

export function comparisonJson(comparison: SuiteComparison): object {
  const { suite, subject, measure, gating, recorded, metrics, coverage, expense, costRatio } = comparison
  return {
    suite,
    subject,
    measure,
    gating,
    recorded,
    metrics: metrics.map(metricJson),
    coverage: { base: coverageJson(coverage.base), head: coverageJson(coverage.head) },
    expense: { base: expenseJson(expense.base), head: expenseJson(expense.head) },
    costRatio: costRatio && { ratio: costRatio.ratio, interval: intervalJson(costRatio.interval) },
  }
}

function metricJson({ metric, verdict, base, head, change, detectableDrop, gate, slices }: MetricComparison): object {
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
  }
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
  }
}

function gateJson({ gating, maxDrop, min }: GateDecision): object {
  return {
    gating,
    maxDrop: { limit: maxDrop.limit, decision: maxDrop.decision },
    min: min && { limit: min.limit, decision: min.decision },
  }
}

function sliceJson({ column, value, pairs, base, head, delta, pAdjusted }: SliceChange): object {
  return { column, value, pairs, base, head, delta, pAdjusted }
}

function coverageJson(coverage: Coverage | undefined): object | undefined {
  if (coverage === undefined) return undefined
  const missing = coverage.missing.map(({ reason, cases }) => ({ reason, cases }))
  return { cases: coverage.cases, scored: coverage.scored, enough: coverage.enough, missing }
}

function expenseJson(expense: Expense | undefined): object | undefined {
  if (expense === undefined) return undefined
  const { calls, inputTokens, outputTokens, usdPerCase, p50Ms, p95Ms } = expense
  return { calls, inputTokens, outputTokens, usdPerCase, p50Ms, p95Ms }
}
