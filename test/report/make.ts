import { asUntrusted } from '../../src/evaluation/untrusted.ts'
import type { PlannedCalls } from '../../src/evaluation/plan-calls.ts'
import type { ResourceChange } from '../../src/resources/change-set.ts'
import type {
  Change,
  Coverage,
  Decision,
  Expense,
  FloorDecision,
  GateDecision,
  MetricComparison,
  Score,
  SliceChange,
  SuiteComparison,
  Verdict,
} from '../../src/verdict/comparison.ts'
import type {
  CaseDifference,
  CheckReport,
  EvalReport,
  Plan,
  PlanReport,
  UnaffectedSuite,
  ValidateReport,
} from '../../src/verdict/reports.ts'

/** Report values by hand, each with what most tests do not care about filled in. */

const place = { in: 'yaml', file: 'llmops.yaml', document: 0, path: [], part: 'value' } as const

export function score(mean: number, lower: number, upper: number, cases = 120): Score {
  return { mean, interval: { lower, upper }, cases }
}

export function change(delta: number, lower: number, upper: number, more: Partial<Change> = {}): Change {
  return {
    pairs: 120,
    dropped: { base: 0, head: 0 },
    delta,
    shown: { lower, upper },
    certified: { lower, upper },
    pWorse: 0.5,
    pBetter: 0.5,
    pWorseAdjusted: 0.5,
    pBetterAdjusted: 0.5,
    worse: [],
    better: [],
    detectableDrop: 0.086,
    casesNeeded: 388,
    ...more,
  }
}

export function gate(maxDrop: Decision, min?: FloorDecision): GateDecision {
  return { gating: maxDrop !== 'does-not-count' || min !== undefined, maxDrop: { limit: 0.05, decision: maxDrop }, min }
}

export function metric(
  name: string,
  verdict: Verdict,
  decision: GateDecision,
  values: Partial<Omit<MetricComparison, 'metric' | 'verdict' | 'gate'>> = {},
): MetricComparison {
  return {
    metric: {
      name,
      scale: 'binary',
      assertions: [],
      gate: { maxDrop: 0.05, min: decision.min?.limit },
    },
    verdict,
    base: undefined,
    head: undefined,
    change: undefined,
    slices: [],
    ...values,
    gate: decision,
  }
}

export function coverage(cases: number, scored = cases, missing: Coverage['missing'] = []): Coverage {
  return { cases, scored, enough: scored / cases >= 0.95, missing }
}

export function expense(usdPerCase: number | undefined, p95Ms: number | undefined): Expense {
  const between = p95Ms === undefined ? undefined : { lower: p95Ms * 0.9, upper: p95Ms * 1.2 }
  const latency = { p50Ms: p95Ms && p95Ms / 2, p95Ms, p95Between: between }
  return { calls: 120, inputTokens: 90_000, outputTokens: 12_000, usdPerCase, ...latency }
}

export function comparison(metrics: readonly MetricComparison[], more: Partial<SuiteComparison> = {}): SuiteComparison {
  return {
    suite: 'quality',
    subject: 'support',
    measure: 'head',
    gating: true,
    metrics,
    coverage: { base: coverage(120), head: coverage(120) },
    expense: { base: expense(0.00128, 2900), head: expense(0.00121, 2400) },
    costRatio: { ratio: 0.9453, interval: { lower: 0.93, upper: 0.97 } },
    latencyRatio: { ratio: 0.83, interval: { lower: 0.78, upper: 0.88 } },
    recorded: false,
    perCase: { trials: 1, calls: 2, usd: 0.00779 },
    ...more,
  }
}

/** A suite that no change affects. */
export function untouched(suite: string, subject = 'support'): UnaffectedSuite {
  return { suite, subject, digest: `sha256:${'51c0c3d1f2ab'.padEnd(64, '0')}` }
}

/** Both sides of a subject that base does not have. */
export const noBase = {
  coverage: { base: undefined, head: coverage(120) },
  expense: { base: undefined, head: expense(0.00121, 2400) },
  costRatio: undefined,
  latencyRatio: undefined,
}

export function slice(value: string, pairs: number, base: number, head: number, pAdjusted?: number): SliceChange {
  return {
    column: 'language',
    value,
    pairs,
    base,
    head,
    delta: head - base,
    detectableDrop: pAdjusted === undefined ? undefined : 0.15,
    pAdjusted,
  }
}

export function difference(
  caseId: string,
  language: string,
  texts: { readonly base: string; readonly head: string; readonly reasons: readonly string[] },
  more: Partial<CaseDifference> = {},
): CaseDifference {
  return {
    suite: 'quality',
    subject: 'support',
    metric: 'grounded',
    caseId,
    direction: 'worse',
    slices: [{ column: 'language', value: language }],
    base: { score: 1, output: asUntrusted(texts.base) },
    head: { score: 0, output: asUntrusted(texts.head), reasons: texts.reasons.map(asUntrusted) },
    ...more,
  }
}

export function promptChange(fields: ResourceChange['fields'], more: Partial<ResourceChange> = {}): ResourceChange {
  return {
    kind: 'Prompt',
    name: 'answer',
    change: 'changed',
    formerly: undefined,
    fields,
    cases: undefined,
    place,
    ...more,
  }
}

export function calls(side: 'base' | 'head', known: Partial<PlannedCalls> = {}): PlannedCalls {
  return {
    suite: 'quality',
    subject: 'support',
    side,
    measure: 'head',
    calls: 240,
    fromStore: 0,
    recorded: 0,
    shared: 0,
    newCalls: 240,
    inputTokens: 180_000,
    outputTokens: 24_000,
    usd: 1.25,
    usdBetween: { lower: 1.1, upper: 1.4 },
    ...known,
  }
}

export const expected: Plan['total'] = {
  calls: 480,
  newCalls: 240,
  inputTokens: 180_000,
  outputTokens: 24_000,
  usd: 1.25,
  usdBetween: { lower: 1.1, upper: 1.4 },
  minutes: { expected: 4.1, lower: 2.5, upper: 5.2 },
}

/** Of a plan of no calls. */
export const nothingAsked: Pick<Plan, 'total' | 'purposes' | 'assumptions'> = {
  total: { calls: 0, newCalls: 0, inputTokens: 0, outputTokens: 0, usd: 0 },
  purposes: [],
  assumptions: [],
}

export function plan(more: Partial<Plan> = {}): Plan {
  return {
    changes: { resources: [], suites: [], targets: [], formattedFiles: [] },
    calls: [calls('base', { fromStore: 240, newCalls: 0, usd: 0, inputTokens: 0, outputTokens: 0 }), calls('head')],
    total: expected,
    purposes: [
      { purpose: 'head', newCalls: 120, usd: 0.13, usdBetween: { lower: 0.11, upper: 0.15 } },
      { purpose: 'judges', newCalls: 120, usd: 1.12, usdBetween: { lower: 0.98, upper: 1.26 } },
    ],
    assumptions: [],
    budget: { usd: 10, calls: undefined, minutes: 30 },
    policyChanges: [],
    ...more,
  }
}

export const project = { name: 'support', folder: '', resources: 16 }
const base = { label: '9f8e7d6', commit: '9f8e7d6c5b4a39281706f5e4d3c2b1a098765432' }
export const head = { label: 'a1b2c3d', commit: 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678' }
export const spent = { newCalls: 240, fromStore: 240, recorded: 0, usd: 1.25, unpriced: 0 }
const nothingSpent = { newCalls: 0, fromStore: 0, recorded: 0, usd: 0, unpriced: 0 }

export function checkReport(more: Partial<CheckReport> & Pick<CheckReport, 'headline' | 'exitCode'>): CheckReport {
  const evaluated = more.comparisons !== undefined
  return {
    version: 1,
    command: 'check',
    project,
    base,
    head,
    policy: 'base',
    diagnostics: [],
    plan: plan(),
    comparisons: [],
    differences: [],
    cases: [],
    notEvaluated: [],
    unaffected: [],
    spent: evaluated ? spent : nothingSpent,
    ...more,
  }
}

export function planReport(more: Partial<PlanReport> = {}): PlanReport {
  return {
    version: 1,
    command: 'plan',
    project,
    base,
    head,
    policy: 'base',
    diagnostics: [],
    plan: plan(),
    unaffected: [],
    exitCode: 0,
    ...more,
  }
}

export function evalReport(more: Partial<EvalReport> & Pick<EvalReport, 'headline'>): EvalReport {
  return {
    version: 1,
    command: 'eval',
    project,
    snapshot: { label: 'work tree', commit: undefined },
    diagnostics: [],
    comparisons: [],
    differences: [],
    cases: [],
    notEvaluated: [],
    spent,
    exitCode: 0,
    ...more,
  }
}

export function validateReport(more: Partial<ValidateReport> = {}): ValidateReport {
  return {
    version: 1,
    command: 'validate',
    project,
    snapshot: { label: 'work tree', commit: undefined },
    diagnostics: [],
    silenced: [],
    exitCode: 0,
    ...more,
  }
}
