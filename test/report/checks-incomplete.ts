import { asUntrusted } from '../../src/evaluation/untrusted.ts'
import type { CheckReport, NotEvaluated, NotEvaluatedReason, Report } from '../../src/verdict/reports.ts'
import { checkReport, comparison, coverage } from './make.ts'
import { affected, incomplete } from './values.ts'

/** A check in which 60 of 120 cases have no score, all for one reason. */
function half(reason: NotEvaluatedReason, missing: string, example?: string): CheckReport {
  const sides = { base: coverage(120), head: coverage(120, 60, [{ reason: missing, cases: 60 }]) }
  const gap = { suite: 'quality', subject: 'support', reason, cases: 60 }
  return incompleteCheck([{ ...gap, example: example === undefined ? undefined : asUntrusted(example) }], {
    comparisons: [comparison([incomplete], { coverage: sides })],
    spent: { newCalls: 60, fromStore: 120, recorded: 0, usd: 0.31, unpriced: 0 },
  })
}

/** A check of which nothing was evaluated. */
function none(reason: NotEvaluatedReason): CheckReport {
  return incompleteCheck([{ suite: 'quality', subject: 'support', reason, cases: 120, example: undefined }])
}

function incompleteCheck(notEvaluated: readonly NotEvaluated[], more: Partial<CheckReport> = {}): CheckReport {
  return checkReport({ headline: { state: 'incomplete' }, exitCode: 3, plan: affected, notEvaluated, ...more })
}

/** What may keep a check from its end, each by itself; named by what it shows. */
export const checksIncomplete: Readonly<Record<string, Report>> = {
  'a key that is not set': none({ kind: 'no-key', variable: 'OPENAI_API_KEY' }),
  'a provider that is down': half(
    { kind: 'provider', reason: 'provider-down' },
    'provider-down',
    '503 Service Unavailable',
  ),
  'a provider that refuses the key': none({
    kind: 'provider',
    reason: 'refused-by-provider',
    variable: 'OPENAI_API_KEY',
  }),
  'a provider account that is empty': half({ kind: 'provider', reason: 'quota' }, 'quota', 'insufficient_quota'),
  'a provider that base does not know': none({ kind: 'provider', reason: 'unknown-provider' }),
  'a judge that cannot be read': half(
    { kind: 'provider', reason: 'unreadable-judgement' },
    'unreadable-judgement',
    'the judge did not answer with JSON',
  ),
  'money of one check that is used up': half({ kind: 'budget', limit: 'pullRequest' }, 'budget'),
  'money of the month that is used up': half({ kind: 'budget', limit: 'month' }, 'budget-month'),
  'calls that are used up': half({ kind: 'budget', limit: 'calls' }, 'budget-calls'),
  'minutes that are used up': half({ kind: 'budget', limit: 'minutes' }, 'budget-minutes'),
  'a shard that is lost': half({ kind: 'shard', shard: '2/4', state: 'missing' }, 'shard-lost'),
  'answers that are not recorded': none({ kind: 'not-recorded' }),
  'a run that was interrupted': half({ kind: 'interrupted' }, 'interrupted'),
}
