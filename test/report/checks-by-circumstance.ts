import type { MeasureChange } from '../../src/resources/diff-measure.ts'
import { asUntrusted } from '../../src/evaluation/untrusted.ts'
import type { Report } from '../../src/verdict/reports.ts'
import { calls, checkReport, comparison, coverage, expense, gate, plan, promptChange } from './make.ts'
import { affected, belowFloor, bothTargets, broken, cites, grounded, same, notWorse, incomplete } from './values.ts'

/** Checks under circumstances that a reader may meet; named by what they show. */
const lowerFloor: MeasureChange = {
  loosened: true,
  cases: { added: [], removed: [], edited: [] },
  metrics: { added: ['tone'], removed: [] },
  assertions: [],
  gates: [
    { metric: 'format', change: 'loosened', base: { maxDrop: 0.05, min: 0.95 }, head: { maxDrop: 0.1, min: 0.8 } },
  ],
  trials: undefined,
  coverage: undefined,
}

export const checksByCircumstance: Readonly<Record<string, Report>> = {
  'answers that are streamed': checkReport({
    headline: { state: 'no-worse' },
    exitCode: 0,
    plan: affected,
    comparisons: [
      comparison([notWorse], {
        expense: {
          base: { ...expense(0.00128, 2900), firstToken: { p50Ms: 410, p95Ms: 980 } },
          head: { ...expense(0.00121, 2400), firstToken: { p50Ms: 240, p95Ms: 610 } },
        },
        firstTokenRatio: { ratio: 0.6, interval: { lower: 0.52, upper: 0.7 } },
      }),
    ],
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
        example: asUntrusted('OPENAI_API_KEY is not set'),
      },
      { suite: 'tone', subject: 'support', reason: { kind: 'budget', limit: 'month' }, cases: 40, example: undefined },
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
            measure: lowerFloor,
          }),
          promptChange([], { kind: 'Model', name: 'old', change: 'removed' }),
          promptChange([], { kind: 'Dataset', name: 'train-cases', reordered: true }),
        ],
        suites: [
          {
            suite: 'quality',
            subject: true,
            measure: true,
            added: false,
            through: [
              { kind: 'EvalSuite', name: 'quality', via: [] },
              { kind: 'Dataset', name: 'cases', via: [] },
              { kind: 'Prompt', name: 'answer', via: [{ kind: 'Chain', name: 'support' }] },
              {
                kind: 'Dataset',
                name: 'train-cases',
                via: [
                  { kind: 'Prompt', name: 'answer' },
                  { kind: 'Chain', name: 'support' },
                ],
              },
            ],
          },
        ],
        targets: [],
        formattedFiles: ['llmops/old.yaml'],
      },
      promotions: bothTargets,
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
  'a drop that an earlier look showed': checkReport({
    headline: { state: 'regression', subject: 'support', metric: 'cites', delta: -0.025 },
    exitCode: 1,
    plan: affected,
    comparisons: [
      comparison([
        {
          ...cites,
          verdict: { kind: 'regression' },
          gate: gate('fails'),
          look: {
            number: 2,
            attempt: 1,
            alpha: 0.00625,
            shownBefore: true,
            certified: { lower: -0.101, upper: 0.043 },
          },
        },
        {
          ...belowFloor,
          look: { number: 2, attempt: 1, alpha: 0.00625, missedBefore: true, head: { lower: 0.75, upper: 0.96 } },
        },
      ]),
    ],
  }),
  'a third attempt, looked at for the second time': checkReport({
    headline: { state: 'no-worse' },
    exitCode: 0,
    plan: affected,
    comparisons: [
      comparison([
        {
          ...notWorse,
          look: {
            number: 2,
            attempt: 3,
            alpha: 0.00625,
            certified: { lower: -0.034, upper: 0.118 },
            head: { lower: 0.862, upper: 0.977 },
          },
        },
        { ...same, look: { number: 1, attempt: 3, alpha: 0.025 } },
      ]),
    ],
    spent: { newCalls: 480, fromStore: 240, recorded: 0, usd: 2.5, unpriced: 0 },
  }),
  'a suite that stopped early': checkReport({
    headline: { state: 'no-worse' },
    exitCode: 0,
    plan: affected,
    comparisons: [
      comparison([notWorse], {
        stopped: { cases: 61, of: 200 },
        coverage: { base: coverage(61), head: coverage(61) },
        served: {
          base: { subject: ['gpt-5-mini-2025-08-07'], judges: ['gpt-5-2025-08-07'] },
          head: { subject: ['gpt-5-mini-2026-02-01'], judges: ['gpt-5-2025-08-07', 'gpt-5-2026-02-01'] },
        },
      }),
    ],
    spent: { newCalls: 122, fromStore: 0, recorded: 0, usd: 0.63, unpriced: 0 },
  }),
  'base that was asked again': checkReport({
    headline: { state: 'no-worse' },
    exitCode: 0,
    plan: {
      ...affected,
      calls: [
        calls('base', { fromStore: 117, newCalls: 123, askedAgain: { judged: 120, origin: 3 }, usd: 0.6 }),
        calls('head'),
      ],
      budget: { usd: 10, calls: undefined, minutes: 30, month: { usd: 300, spentUsd: 295.8, known: true } },
    },
    comparisons: [comparison([notWorse])],
    spent: {
      newCalls: 367,
      fromStore: 113,
      recorded: 0,
      usd: 1.87,
      judgeUsd: 1.12,
      chargedUsd: 1.93,
      unpriced: 0,
      baseAgeMs: 13 * 86_400_000,
      replaced: 4,
      ms: 212_000,
    },
  }),
}
