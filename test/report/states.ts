import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import { asUntrusted } from '../../src/evaluation/untrusted.ts'
import { sourceSet } from '../../src/source/positions.ts'
import type { SourceSet } from '../../src/source/source-set.ts'
import type { MetricComparison } from '../../src/verdict/comparison.ts'
import type { CaseDifference, Report } from '../../src/verdict/reports.ts'
import {
  calls,
  change,
  checkReport,
  comparison,
  coverage,
  difference,
  evalReport,
  expense,
  gate,
  metric,
  noBase,
  plan,
  planReport,
  promptChange,
  score,
  slice,
  validateReport,
} from './make.ts'

const files = new Map([
  [
    'llmops.yaml',
    'apiVersion: llmops/v1\nkind: Project\nname: support\n---\nkind: Prompt\nname: answer\nmodle: openai/gpt-5-mini\nuser: "Answer: {{qestion}}"\n',
  ],
])

export const sources: SourceSet = sourceSet(files)

const misspelt: Diagnostic = {
  severity: 'error',
  problem: { code: 'unknown-field', field: 'modle', nearest: 'model', allowed: ['model', 'user'] },
  place: { in: 'yaml', file: 'llmops.yaml', document: 1, path: ['modle'], part: 'key' },
}

const unknownName: Diagnostic = {
  severity: 'error',
  problem: { code: 'unknown-template-name', name: 'qestion', nearest: 'question', known: ['question'] },
  place: {
    in: 'yaml',
    file: 'llmops.yaml',
    document: 1,
    path: ['user'],
    part: 'value',
    snippet: { text: '{{qestion}}', nth: 0 },
  },
  related: [
    { label: 'the inputs', place: { in: 'yaml', file: 'llmops.yaml', document: 1, path: ['name'], part: 'value' } },
  ],
}

const tooSmall: Diagnostic = {
  severity: 'warning',
  problem: { code: 'suite-too-small', suite: 'smoke', cases: 12, needed: 73, margin: 0.05 },
  place: { in: 'yaml', file: 'llmops.yaml', document: 1, path: ['name'], part: 'value' },
}

const beBrief = promptChange([
  {
    path: ['system'],
    effect: 'behaviour',
    before: "You are a support agent.\nAnswer only from the passages, in the customer's language.\nName your source.\n",
    after: 'You are a support agent.\nBe brief.\nName your source.\n',
  },
  { path: ['parameters', 'maxTokens'], effect: 'behaviour', before: 400, after: 200 },
])

const affected = plan({
  changes: {
    resources: [beBrief],
    suites: [
      { suite: 'quality', subject: true, measure: false, added: false, through: [{ kind: 'Prompt', name: 'answer' }] },
    ],
    formattedFiles: [],
  },
  prompts: { affected: 1, total: 60 },
})

const worse = Array.from(
  { length: 18 },
  (_, at) => `refund-${at < 10 ? 'de' : 'en'}-${String(at + 1).padStart(2, '0')}`,
)

const broken: readonly CaseDifference[] = worse.map((id, at) =>
  difference(id, at < 10 ? 'de' : 'en', {
    base: 'Rückzahlungen dauern 5 Tage.\nQuelle: refunds.md\n',
    head: 'Refunds take a few days.\n',
    reasons: ['The answer is not in the language of the question.', 'Expected output to contain "refunds.md"'],
  }),
)

const slices = [slice('de', 40, 0.925, 0.675, 0.004), slice('en', 70, 0.886, 0.814, 0.21), slice('fr', 10, 0.9, 0.9)]

const grounded = metric('grounded', { kind: 'regression' }, gate('fails'), {
  base: score(0.9, 0.833, 0.942),
  head: score(0.775, 0.692, 0.841),
  change: change(-0.125, -0.204, -0.056, {
    worse,
    better: ['a-1', 'a-2', 'a-3'],
    pWorse: 0.0007,
    pWorseAdjusted: 0.002,
  }),
  slices,
})

const cites = metric('cites', { kind: 'inconclusive' }, gate('cannot-tell'), {
  base: score(0.925, 0.864, 0.96),
  head: score(0.9, 0.833, 0.942),
  change: change(-0.025, -0.08, 0.023, { worse: worse.slice(0, 5), better: ['a-1', 'a-2'] }),
})

const format = metric(
  'format',
  { kind: 'equivalent', detectable: false },
  gate('holds', { limit: 0.95, decision: 'holds' }),
  {
    base: score(1, 0.969, 1),
    head: score(0.992, 0.954, 0.999),
    change: change(-0.008, -0.046, 0.023, { worse: ['refund-de-01'] }),
  },
)

const better = metric('grounded', { kind: 'improvement' }, gate('holds'), {
  base: score(0.775, 0.692, 0.841),
  head: score(0.9, 0.833, 0.942),
  change: change(0.125, 0.056, 0.204, { worse: ['a-1'], better: worse }),
})

const same: MetricComparison = metric('format', { kind: 'unchanged' }, gate('holds'), {
  base: score(1, 0.969, 1),
  head: score(1, 0.969, 1),
})

const notWorse = metric('cites', { kind: 'not-worse' }, gate('holds'), {
  base: score(0.9, 0.833, 0.942),
  head: score(0.942, 0.885, 0.971),
  change: change(0.042, -0.016, 0.1, { worse: ['a-1'], better: worse.slice(0, 6) }),
})

const graded = metric('tone', { kind: 'equivalent', detectable: true }, gate('holds'), {
  base: score(0.8412, 0.81, 0.87),
  head: score(0.8193, 0.79, 0.85),
  change: change(-0.0219, -0.038, -0.006, { worse: worse.slice(0, 9), better: worse.slice(9, 13) }),
})

function first(name: string, mean: number, lower: number, upper: number): MetricComparison {
  return metric(
    name,
    { kind: 'not-comparable', reason: 'new subject' },
    { ...gate('does-not-count'), gating: true },
    {
      head: score(mean, lower, upper),
    },
  )
}

const belowFloor = metric('format', { kind: 'inconclusive' }, gate('cannot-tell', { limit: 0.95, decision: 'fails' }), {
  base: score(0.883, 0.814, 0.929),
  head: score(0.867, 0.795, 0.916),
  change: change(-0.017, -0.07, 0.034, { worse: worse.slice(0, 4), better: ['a-1', 'a-2'] }),
})

const incomplete = metric('grounded', { kind: 'incomplete' }, gate('cannot-tell'), {
  base: score(0.9, 0.833, 0.942),
  head: score(0.85, 0.74, 0.92, 60),
})

/** One report for every state that a headline can have, and for what else a reader may meet; named by what it shows. */
export const states: Readonly<Record<string, Report>> = {
  'a regression': checkReport({
    headline: { state: 'regression', subject: 'support', metric: 'grounded', delta: -0.125 },
    exitCode: 1,
    plan: affected,
    comparisons: [comparison([grounded, cites, format])],
    differences: broken,
    unaffectedSuites: ['smoke'],
  }),
  'a score below its floor': checkReport({
    headline: { state: 'below-floor', subject: 'support', metric: 'format', mean: 0.867, floor: 0.95 },
    exitCode: 1,
    plan: affected,
    comparisons: [comparison([belowFloor, notWorse])],
    differences: [
      difference(
        'refund-de-01',
        'de',
        { base: '{"a": 1}', head: 'Sorry.', reasons: ['not JSON'] },
        { metric: 'format' },
      ),
    ],
  }),
  'cannot tell': checkReport({
    headline: { state: 'cannot-tell', blocks: false, cases: 120 },
    exitCode: 0,
    plan: affected,
    comparisons: [comparison([cites, format])],
    differences: broken.slice(0, 5).map((one) => ({ ...one, metric: 'cites' })),
  }),
  'cannot tell, and that blocks': checkReport({
    headline: { state: 'cannot-tell', blocks: true, cases: 120 },
    exitCode: 4,
    plan: affected,
    comparisons: [comparison([cites, format])],
    differences: [],
  }),
  'cannot tell whether a floor holds': checkReport({
    headline: { state: 'cannot-tell', blocks: false, cases: 120 },
    exitCode: 0,
    plan: affected,
    comparisons: [
      comparison([
        metric('format', { kind: 'unchanged' }, gate('holds', { limit: 0.95, decision: 'cannot-tell' }), {
          base: score(0.95, 0.895, 0.977),
          head: score(0.95, 0.895, 0.977),
        }),
      ]),
    ],
  }),
  'an improvement': checkReport({
    headline: { state: 'improvement', subject: 'support', metric: 'grounded', delta: 0.125 },
    exitCode: 0,
    plan: affected,
    comparisons: [comparison([better, same])],
    differences: [difference('a-1', 'en', { base: 'Five days.', head: 'Five days.', reasons: ['not grounded'] })],
  }),
  'nothing got worse': checkReport({
    headline: { state: 'no-worse' },
    exitCode: 0,
    plan: affected,
    comparisons: [comparison([notWorse, graded, same])],
  }),
  'a first measurement': checkReport({
    headline: { state: 'first-measurement', subjects: ['support'] },
    exitCode: 0,
    policy: 'built-in',
    plan: plan({
      calls: [calls('head')],
      total: { calls: 240, newCalls: 240, usd: 1.25 },
      budget: { usd: 2, calls: undefined },
      changes: {
        resources: [
          promptChange([], { change: 'added', kind: 'Project', name: 'support' }),
          promptChange([], { change: 'added' }),
          promptChange([], { change: 'added', kind: 'EvalSuite', name: 'quality' }),
        ],
        suites: [{ suite: 'quality', subject: true, measure: true, added: true, through: [] }],
        formattedFiles: [],
      },
    }),
    comparisons: [comparison([first('grounded', 0.875, 0.804, 0.923), first('format', 1, 0.969, 1)], noBase)],
    spent: { newCalls: 240, fromStore: 0, recorded: 0, usd: 1.25, unpriced: 0 },
    diagnostics: [tooSmall],
  }),
  'a subject that cannot be compared': checkReport({
    headline: { state: 'first-measurement', subjects: ['support'] },
    exitCode: 0,
    plan: affected,
    comparisons: [
      comparison([
        metric(
          'grounded',
          { kind: 'not-comparable', reason: 'renamed input' },
          { ...gate('does-not-count'), gating: true },
          {
            base: score(0.9, 0.833, 0.942),
            head: score(0.875, 0.804, 0.923),
          },
        ),
      ]),
    ],
  }),
  'nothing to evaluate': checkReport({
    headline: { state: 'nothing-to-evaluate' },
    exitCode: 0,
    plan: plan({
      calls: [],
      total: { calls: 0, newCalls: 0, usd: 0 },
      changes: { resources: [], suites: [], formattedFiles: ['llmops.yaml', 'llmops/answer.yaml'] },
    }),
    unaffectedSuites: ['quality', 'smoke'],
  }),
  'nothing that a suite evaluates': checkReport({
    headline: { state: 'nothing-to-evaluate' },
    exitCode: 0,
    plan: plan({
      calls: [],
      total: { calls: 0, newCalls: 0, usd: 0 },
      changes: {
        resources: [
          promptChange([
            { path: ['description'], effect: 'governance', before: undefined, after: 'Answers customers.' },
          ]),
          promptChange([{ path: ['budget', 'pullRequest'], effect: 'governance', before: 10, after: 100 }], {
            kind: 'Project',
            name: 'support',
          }),
        ],
        suites: [],
        formattedFiles: [],
      },
      policyChanges: ['budget.pullRequest: 10 → 100'],
    }),
    unaffectedSuites: ['quality'],
  }),
  'an invalid head': checkReport({
    headline: { state: 'invalid', errors: 2 },
    exitCode: 2,
    plan: undefined,
    diagnostics: [misspelt, unknownName, tooSmall],
  }),
  'a provider that failed': checkReport({
    headline: { state: 'incomplete' },
    exitCode: 3,
    plan: affected,
    comparisons: [
      comparison([incomplete], {
        coverage: {
          base: coverage(120, 119, [{ reason: 'timeout', cases: 1 }]),
          head: coverage(120, 60, [
            { reason: 'rate-limited', cases: 58 },
            { reason: 'timeout', cases: 2 },
          ]),
        },
      }),
    ],
    notEvaluated: [
      {
        suite: 'quality',
        subject: 'support',
        reason: { kind: 'provider', reason: 'rate-limited' },
        cases: 60,
        example: asUntrusted('429 Too Many Requests: {"error": {"message": "Rate limit reached for gpt-5-mini"}}'),
      },
    ],
    spent: { newCalls: 60, fromStore: 120, recorded: 0, usd: 0.31, unpriced: 0 },
  }),
  'a key that is missing': checkReport({
    headline: { state: 'incomplete' },
    exitCode: 3,
    plan: affected,
    comparisons: [],
    notEvaluated: [
      {
        suite: 'quality',
        subject: 'support',
        reason: { kind: 'no-key', variable: 'OPENAI_API_KEY' },
        cases: 120,
        example: undefined,
      },
      { suite: 'tone', subject: 'support', reason: { kind: 'budget' }, cases: 40, example: undefined },
      { suite: 'smoke', subject: 'answer', reason: { kind: 'not-recorded' }, cases: 3, example: undefined },
      { suite: 'extra', subject: 'answer', reason: { kind: 'interrupted' }, cases: 1, example: undefined },
    ],
    spent: { newCalls: 0, fromStore: 0, recorded: 0, usd: 0, unpriced: 0 },
  }),
  'recorded answers that do not count': checkReport({
    headline: { state: 'incomplete' },
    exitCode: 3,
    plan: affected,
    comparisons: [
      comparison([{ ...grounded, gate: { ...gate('does-not-count'), gating: false } }], { recorded: true }),
    ],
    differences: broken,
    notEvaluated: [
      {
        suite: 'quality',
        subject: 'support',
        reason: { kind: 'recorded-not-accepted' },
        cases: 120,
        example: undefined,
      },
    ],
    spent: { newCalls: 0, fromStore: 0, recorded: 240, usd: 0, unpriced: 0 },
  }),
  'recorded answers that count': checkReport({
    headline: { state: 'no-worse' },
    exitCode: 0,
    plan: affected,
    comparisons: [
      comparison([notWorse], {
        recorded: true,
        expense: { base: expense(0.0000042, undefined), head: expense(0.0000042, undefined) },
        costRatio: undefined,
      }),
    ],
    spent: { newCalls: 0, fromStore: 0, recorded: 240, usd: 0, unpriced: 0 },
  }),
  'a measure that head loosens, and other models': checkReport({
    headline: { state: 'regression', subject: 'support', metric: 'grounded', delta: -0.125 },
    exitCode: 1,
    plan: plan({
      changes: {
        resources: [
          promptChange([{ path: ['model'], effect: 'behaviour', before: 'openai/gpt-5-mini', after: 'openai/gpt-5' }]),
          promptChange([], {
            kind: 'Dataset',
            name: 'cases',
            cases: { added: ['n-1', 'n-2', 'n-3', 'n-4', 'n-5'], removed: ['refund-de-01'], edited: ['a-1', 'a-2'] },
          }),
          promptChange([{ path: ['assert', 0, 'gate', 'min'], effect: 'governance', before: 0.95, after: 0.8 }], {
            kind: 'EvalSuite',
            name: 'quality',
            change: 'renamed',
            formerly: 'checks',
          }),
          promptChange([], { kind: 'Model', name: 'old', change: 'removed' }),
        ],
        suites: [
          {
            suite: 'quality',
            subject: true,
            measure: true,
            added: false,
            through: [
              { kind: 'Prompt', name: 'answer' },
              { kind: 'Dataset', name: 'cases' },
            ],
          },
        ],
        formattedFiles: ['llmops/old.yaml'],
      },
      policyChanges: ['recorded: refuse → accept', 'providers.vllm: new'],
    }),
    comparisons: [
      comparison([same]),
      comparison([grounded], { measure: 'base', coverage: { base: coverage(121), head: coverage(121) } }),
      comparison([{ ...grounded, gate: { ...gate('does-not-count'), gating: false } }], {
        subject: 'support@haiku',
        gating: false,
      }),
      comparison([notWorse], {
        suite: 'smoke',
        subject: 'answer',
        coverage: { base: coverage(122), head: coverage(124, 122, [{ reason: 'timeout', cases: 2 }]) },
      }),
    ],
    differences: broken,
    spent: { newCalls: 480, fromStore: 120, recorded: 0, usd: 2.5, unpriced: 20 },
  }),
  'a plan': planReport({ plan: affected, unaffectedSuites: ['smoke', 'tone'] }),
  'a plan of a first project': planReport({
    policy: 'built-in',
    plan: plan({
      calls: [calls('head', { usd: undefined })],
      total: { calls: 240, newCalls: 240, usd: undefined },
      budget: { usd: 2, calls: 200 },
      changes: {
        resources: [promptChange([], { change: 'added' })],
        suites: [{ suite: 'quality', subject: true, measure: true, added: true, through: [] }],
        formattedFiles: [],
      },
      policyChanges: ['budget.pullRequest: not set → 10'],
    }),
  }),
  'a plan of nothing': planReport({
    plan: plan({
      calls: [],
      total: { calls: 0, newCalls: 0, usd: 0 },
      changes: { resources: [], suites: [], formattedFiles: ['llmops.yaml'] },
    }),
    unaffectedSuites: ['quality'],
  }),
  'a plan of an invalid head': planReport({ plan: undefined, diagnostics: [misspelt, tooSmall], exitCode: 2 }),
  'an evaluation': evalReport({
    headline: { state: 'first-measurement', subjects: ['support'] },
    comparisons: [comparison([first('grounded', 0.875, 0.804, 0.923), first('format', 1, 0.969, 1)], noBase)],
  }),
  'an evaluation below its floor': evalReport({
    headline: { state: 'below-floor', subject: 'support', metric: 'format', mean: 0.867, floor: 0.95 },
    exitCode: 1,
    comparisons: [
      comparison(
        [
          metric(
            'format',
            { kind: 'not-comparable', reason: 'new subject' },
            { ...gate('does-not-count', { limit: 0.95, decision: 'fails' }), gating: true },
            { head: score(0.867, 0.795, 0.916) },
          ),
          metric(
            'cites',
            { kind: 'not-comparable', reason: 'new subject' },
            { ...gate('does-not-count', { limit: 0.9, decision: 'cannot-tell' }), gating: true },
            { head: score(0.9, 0.833, 0.942) },
          ),
        ],
        noBase,
      ),
      comparison([first('format', 0.9, 0.83, 0.94)], { ...noBase, subject: 'support@haiku', gating: false }),
    ],
    notEvaluated: [],
    spent: { newCalls: 100, fromStore: 20, recorded: 0, usd: 0.0042, unpriced: 0 },
  }),
  'an evaluation of nothing but errors': evalReport({
    headline: { state: 'invalid', errors: 1 },
    exitCode: 2,
    diagnostics: [misspelt],
    spent: { newCalls: 0, fromStore: 0, recorded: 0, usd: 0, unpriced: 0 },
  }),
  'a valid project': validateReport(),
  'a valid project with a warning': validateReport({ diagnostics: [tooSmall] }),
  'an invalid project': validateReport({ diagnostics: [misspelt, unknownName, tooSmall], exitCode: 2 }),
}
