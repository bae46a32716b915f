import type { Report } from '../../src/verdict/reports.ts'
import { checksByCircumstance } from './checks-by-circumstance.ts'
import { checksByHeadline } from './checks-by-headline.ts'
import {
  calls,
  comparison,
  gate,
  evalReport,
  metric,
  noBase,
  plan,
  planReport,
  promptChange,
  score,
  untouched,
  validateReport,
} from './make.ts'
import { promotions } from './promotions.ts'
import { misspelt, unknownName, tooSmall, affected, first } from './values.ts'

export { sources } from './values.ts'

/** A report of every command in every state, named by what it shows. */
export const states: Readonly<Record<string, Report>> = {
  ...checksByHeadline,
  ...checksByCircumstance,
  ...promotions,
  'a plan': planReport({ plan: affected, unaffected: [untouched('smoke'), untouched('tone')] }),
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
    unaffected: [untouched('quality')],
  }),
  'a plan of an invalid head': planReport({
    plan: undefined,
    project: { name: 'support', folder: 'services/bot', resources: 3 },
    diagnostics: [misspelt, tooSmall],
    exitCode: 2,
  }),
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
