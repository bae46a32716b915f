import { agreeing, unlabelled, unmeasured } from './calibrations.ts'
import type { Report } from '../../src/verdict/reports.ts'
import {
  calls,
  checkReport,
  comparison,
  difference,
  expected,
  gate,
  metric,
  noBase,
  nothingAsked,
  plan,
  promptChange,
  score,
  untouched,
} from './make.ts'
import {
  misspelt,
  unknownName,
  tooSmall,
  affected,
  bothTargets,
  broken,
  grounded,
  cites,
  format,
  better,
  same,
  notWorse,
  graded,
  first,
  belowFloor,
} from './values.ts'

/** One check for every state that a headline can have; named by what it shows. */
export const checksByHeadline: Readonly<Record<string, Report>> = {
  'a regression': checkReport({
    headline: { state: 'regression', subject: 'support', metric: 'grounded', delta: -0.125 },
    exitCode: 1,
    plan: affected,
    comparisons: [comparison([{ ...grounded, judges: agreeing }, cites, format])],
    differences: broken,
    unaffected: [untouched('smoke')],
    spent: { newCalls: 240, fromStore: 240, recorded: 0, usd: 1.25, judgeUsd: 1.12, unpriced: 0 },
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
    head: { label: 'work tree', commit: undefined },
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
        metric(
          'cites',
          { kind: 'unchanged' },
          gate('holds', { limit: 0.9, decision: 'cannot-tell', casesNeeded: 391 }),
          { base: score(0.94, 0.883, 0.971), head: score(0.94, 0.883, 0.971) },
        ),
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
    comparisons: [comparison([{ ...notWorse, judges: unmeasured }, { ...graded, judges: unlabelled }, same])],
  }),
  'a first measurement': checkReport({
    headline: { state: 'first-measurement', subjects: ['support'] },
    exitCode: 0,
    policy: 'built-in',
    plan: plan({
      calls: [calls('head')],
      total: { ...expected, calls: 240 },
      promotions: bothTargets,
      budget: { usd: 2, calls: undefined, minutes: 30 },
      changes: {
        resources: [
          promptChange([], { change: 'added', kind: 'Project', name: 'support' }),
          promptChange([], { change: 'added' }),
          promptChange([], { change: 'added', kind: 'EvalSuite', name: 'quality' }),
        ],
        suites: [{ suite: 'quality', subject: true, measure: true, added: true, through: [] }],
        targets: [],
        formattedFiles: [],
      },
    }),
    comparisons: [
      comparison(
        [{ ...first('grounded', 0.875, 0.804, 0.923), judges: unlabelled }, first('format', 1, 0.969, 1)],
        noBase,
      ),
    ],
    spent: { newCalls: 240, fromStore: 0, recorded: 0, usd: 1.25, unpriced: 0 },
    diagnostics: [tooSmall],
  }),
  'a first measurement where base had another suite': checkReport({
    headline: { state: 'first-measurement', subjects: ['reply'] },
    exitCode: 0,
    plan: plan({
      calls: [calls('head')],
      promotions: bothTargets,
      changes: {
        resources: [
          promptChange([], { change: 'added', name: 'reply' }),
          promptChange([], { change: 'removed' }),
          promptChange([], { change: 'added', kind: 'EvalSuite', name: 'other' }),
          promptChange([], { change: 'removed', kind: 'EvalSuite', name: 'quality' }),
        ],
        suites: [{ suite: 'other', subject: true, measure: true, added: true, through: [] }],
        targets: [],
        formattedFiles: [],
      },
    }),
    comparisons: [
      comparison([first('grounded', 0.875, 0.804, 0.923)], { ...noBase, suite: 'other', subject: 'reply' }),
    ],
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
  'a measure that leaves no case to compare': checkReport({
    headline: { state: 'first-measurement', subjects: ['support'] },
    exitCode: 0,
    plan: affected,
    comparisons: [
      comparison(
        [
          metric(
            'grounded',
            { kind: 'not-comparable', reason: 'measure changed' },
            { ...gate('does-not-count'), gating: true },
            { head: score(0.875, 0.804, 0.923) },
          ),
        ],
        noBase,
      ),
    ],
  }),
  'nothing to evaluate': checkReport({
    headline: { state: 'nothing-to-evaluate' },
    exitCode: 0,
    plan: plan({
      calls: [],
      ...nothingAsked,
      promotions: [],
      changes: { resources: [], suites: [], targets: [], formattedFiles: ['llmops.yaml', 'llmops/answer.yaml'] },
    }),
    unaffected: [untouched('quality'), untouched('smoke')],
  }),
  'nothing that a suite evaluates': checkReport({
    headline: { state: 'nothing-to-evaluate' },
    exitCode: 0,
    plan: plan({
      calls: [],
      ...nothingAsked,
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
        targets: [],
        formattedFiles: [],
      },
      policyChanges: ['budget.pullRequest: 10 → 100'],
    }),
    unaffected: [
      untouched('quality'),
      ...['answer', 'rewrite', 'triage'].map((subject) => untouched(`${subject}-smoke`, subject)),
    ],
  }),
  'an invalid head': checkReport({
    headline: { state: 'invalid', errors: 2 },
    exitCode: 2,
    project: { name: undefined, folder: 'services/bot', resources: 3 },
    plan: undefined,
    diagnostics: [misspelt, unknownName, tooSmall],
  }),
}
