import type { BudgetKind } from '../evaluation/budget.ts'
import type { MissingReason } from '../evaluation/call.ts'
import type { EvaluationResult } from '../evaluation/trial.ts'
import type { Untrusted } from '../evaluation/untrusted.ts'
import { keyVariables } from '../resources/key-variables.ts'
import type { Policy, ProviderBinding } from '../resources/policy.ts'
import type { SuiteResults } from './compare.ts'
import { byCodeUnits } from './order.ts'
import { isRecorded } from './recorded.ts'
import type { NotEvaluated, NotEvaluatedReason } from './reports.ts'
import { outcomesOf } from './score-cases.ts'

type RelevantPolicy = Pick<Policy, 'providers' | 'recorded'>

/**
 * What should have been evaluated and has no score that counts, by suite, subject and reason. A case is counted once,
 * however many sides and measures miss it; the example is head's, if head has one.
 */
export function listNotEvaluated(results: readonly SuiteResults[], policy: RelevantPolicy): readonly NotEvaluated[] {
  const headMeasureFirst = results.toSorted((a, b) => byCodeUnits(b.measure, a.measure))
  const gaps = headMeasureFirst.flatMap((one) => gapsIn(one, policy))
  const alike = Map.groupBy(gaps, ({ suite, subject, reason }) => JSON.stringify([suite, subject, reason]))
  return [...alike].toSorted(([a], [b]) => byCodeUnits(a, b)).map(([, same]) => summarize(same))
}

/** One case without a score that counts. */
interface Gap {
  readonly caseId: string
  readonly reason: NotEvaluatedReason
  readonly detail: Untrusted | undefined
}

type SuiteGap = Gap & Pick<SuiteResults, 'suite' | 'subject'>

function gapsIn({ suite, subject, head, base }: SuiteResults, policy: RelevantPolicy): readonly SuiteGap[] {
  const sides = base ? [head, base] : [head]
  const gaps = sides.flatMap((side) => [
    ...missingIn(side, policy),
    ...(policy.recorded === 'refuse' ? recordedIn(side) : []),
  ])
  return gaps.map((gap) => ({ suite, subject, ...gap }))
}

function missingIn(result: EvaluationResult, { providers }: RelevantPolicy): readonly Gap[] {
  const own = result.evaluation.model?.provider
  return outcomesOf(result)
    .filter((outcome) => outcome.kind === 'missing')
    .map(({ case: row, reason, detail, provider = own, lost }) => ({
      caseId: row.id,
      reason: lost === undefined ? describeMissing(reason, providers.get(provider ?? '')) : { kind: 'shard', ...lost },
      detail,
    }))
}

function recordedIn({ trials }: EvaluationResult): readonly Gap[] {
  return trials
    .filter(isRecorded)
    .map(({ caseId }) => ({ caseId, reason: { kind: 'recorded-not-accepted' }, detail: undefined }))
}

/** @param binding of the provider that should have answered */
function describeMissing(reason: MissingReason, binding: ProviderBinding | undefined): NotEvaluatedReason {
  const limit = limits.get(reason)
  if (limit !== undefined) return { kind: 'budget', limit }
  if (reason === 'not-recorded' || reason === 'interrupted') return { kind: reason }
  const variables = binding === undefined ? [] : keyVariables(binding)
  if (reason === 'no-key' && variables.length > 0) return { kind: 'no-key', variable: variables.join(', ') }
  const refusedKey = reason === 'refused-by-provider' && variables.length > 0
  return { kind: 'provider', reason, ...(refusedKey && { variable: variables.join(', ') }) }
}

const limits: ReadonlyMap<MissingReason, BudgetKind> = new Map([
  ['budget', 'pullRequest'],
  ['budget-month', 'month'],
  ['budget-calls', 'calls'],
  ['budget-minutes', 'minutes'],
])

function summarize(same: readonly SuiteGap[]): NotEvaluated {
  const { suite, subject, reason } = same[0] as SuiteGap
  const example = same.find(({ detail }) => detail !== undefined)?.detail
  return { suite, subject, reason, cases: new Set(same.map(({ caseId }) => caseId)).size, example }
}
