import type { Report } from '../../src/verdict/reports.ts'
import { calibrations } from './calibrations.ts'
import { checksByCircumstance } from './checks-by-circumstance.ts'
import { checksIncomplete } from './checks-incomplete.ts'
import { checksByHeadline } from './checks-by-headline.ts'
import { comparedFiles } from './compared-files.ts'
import { evaluated } from './evaluated.ts'
import {
  calls,
  comparison,
  gate,
  evalReport,
  metric,
  noBase,
  plan,
  nothingAsked,
  planReport,
  promptChange,
  score,
  untouched,
  validateReport,
} from './make.ts'
import { hostileCheck } from './hostile-check.ts'
import { imports } from './imports.ts'
import { promotions } from './promotions.ts'
import { shardsTold } from './shards-told.ts'
import { affected, bothTargets, first, misspelt, tooSmall, unknownName } from './values.ts'

export { sources } from './values.ts'

/** A report of every command in every state, named by what it shows. */
export const states: Readonly<Record<string, Report>> = {
  ...checksByHeadline,
  ...checksByCircumstance,
  ...checksIncomplete,
  'a regression full of hostile text': hostileCheck,
  ...promotions,
  ...comparedFiles,
  ...imports,
  ...calibrations,
  ...shardsTold,
  'a plan': planReport({ plan: affected, unaffected: [untouched('smoke'), untouched('tone')] }),
  'a plan of a first project': planReport({
    policy: 'built-in',
    plan: plan({
      calls: [calls('head', { usd: undefined })],
      total: { calls: 240, newCalls: 240, inputTokens: 180_000, outputTokens: 72_000, usd: undefined },
      purposes: [{ purpose: 'head', newCalls: 240, usd: undefined }],
      assumptions: [{ model: 'openai/gpt-5.4-mini', about: ['length', 'latency'] }],
      budget: { usd: 2, calls: 200, minutes: 30 },
      changes: {
        resources: [promptChange([], { change: 'added' })],
        suites: [{ suite: 'quality', subject: true, measure: true, added: true, through: [] }],
        targets: [],
        formattedFiles: [],
      },
      policyChanges: ['budget.pullRequest: not set → 10'],
    }),
  }),
  'a plan under the policy of an organisation whose commit changes': planReport({
    extends: {
      repository: 'acme/llm-platform',
      commit: '4f1c9e27d6a05b3c8e1f92a7b4d06c5e38f1a290',
      label: 'acme/llm-platform@4f1c9e2',
    },
    plan: plan({
      ...affected,
      changes: {
        ...affected.changes,
        resources: [
          promptChange([{ path: ['parameters', 'temperature'], effect: 'behaviour', before: 0, after: 0.5 }], {
            kind: 'Model',
            name: 'mini',
            from: 'acme/llm-platform@9b0e1d3',
          }),
        ],
      },
      policyChanges: ['extends: acme/llm-platform@4f1c9e2 → acme/llm-platform@9b0e1d3'],
    }),
  }),
  'a plan whose promotions the ledger knows better': planReport({
    plan: plan({
      promotions: bothTargets.map((promotion, at) => ({ ...promotion, already: at === 0 ? 'held' : 'held-back' })),
    }),
  }),
  'a plan that loosens what its targets demand': planReport({
    plan: plan({
      promotions: bothTargets.map((promotion, at) => ({
        ...promotion,
        loosened: at === 0 ? ['whenUnsure'] : ['after', 'soak'],
      })),
    }),
  }),
  'a plan that this version cannot carry out': planReport({
    plan: { ...affected, notAvailable: [{ suite: 'quality', what: 'conversations' }] },
    exitCode: 3,
  }),
  'a plan whose calls depend on answers that are not there yet': planReport({
    plan: { ...affected, calls: [calls('head', { estimated: 120, fallbacks: true })] },
  }),
  'a plan that the month leaves too little for': planReport({
    plan: plan({
      ...affected,
      calls: [
        calls('base', { fromStore: 120, newCalls: 120, askedAgain: { old: 117, replaced: 2, fresh: 1 } }),
        calls('head', { measure: 'base' }),
      ],
      budget: { usd: 10, calls: 2_000, minutes: 5, month: { usd: 300, spentUsd: 298.8, known: true } },
      assumptions: [
        { model: 'anthropic/claude-haiku-4-5', about: ['latency'] },
        { model: 'openai/gpt-5.4-mini', about: ['latency'] },
      ],
    }),
  }),
  'a plan of nothing': planReport({
    plan: plan({
      calls: [],
      ...nothingAsked,
      changes: { resources: [], suites: [], targets: [], formattedFiles: ['llmops.yaml'] },
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
  'an evaluation with the scores of its cases': evaluated,
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
  'a valid project in which a line ignores something': validateReport({
    silenced: [{ diagnostic: tooSmall, reason: 'a smoke test' }],
  }),
  'an invalid project': validateReport({ diagnostics: [misspelt, unknownName, tooSmall], exitCode: 2 }),
}
