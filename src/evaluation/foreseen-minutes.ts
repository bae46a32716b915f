import { sum } from '../statistics/sum.ts'
import type { CallHistory } from './call-history.ts'
import type { CallGroup } from './call-tally.ts'
import { type Expected, forecast, sumOf } from './forecast.ts'
import { millisecondsAtPace } from './pace.ts'
import type { CallSources } from './recall.ts'

/** What is assumed of an answer's time where no answer of its model is remembered, in ms. */
export const assumedLatency: Expected = { expected: 5_000, lower: 2_000, upper: 15_000 }

const minuteMs = 60_000

/**
 * How long asking takes, in minutes. Providers are asked at the same time; each as many calls at once as policy says, each
 * model no faster than its rate allows. Retries are not foreseen, nor that one call waits for another.
 */
export function foreseenMinutes(
  groups: readonly CallGroup[],
  history: CallHistory,
  sources: Pick<CallSources, 'policy' | 'openTransport' | 'rateLimit'>,
): Expected {
  const byProvider = [...Map.groupBy(groups, ({ provider }) => provider)]
  const each = byProvider.map(([provider, own]) => ofProvider(provider, own, history, sources))
  const longest = (of: keyof Expected): number => Math.max(0, ...each.map((one) => one[of])) / minuteMs
  return { expected: longest('expected'), lower: longest('lower'), upper: longest('upper') }
}

/** In ms. */
function ofProvider(
  provider: string,
  groups: readonly CallGroup[],
  history: CallHistory,
  { policy, openTransport, rateLimit }: Pick<CallSources, 'policy' | 'openTransport' | 'rateLimit'>,
): Expected {
  const binding = policy.providers.get(provider)
  if (binding === undefined || binding.type === 'replay') return { expected: 0, lower: 0, upper: 0 }
  const transport = openTransport(provider, policy)
  const atOnce = 'kind' in transport ? 1 : (transport.embedding?.atOnce ?? 1)
  const inTurn = groups.map((group) => {
    const requests = group.kind === 'embedding' ? Math.ceil(group.calls / atOnce) : group.calls
    const one = history.latencyOf(group) ?? assumedLatency
    const rounds = Math.max(1, requests / binding.concurrency)
    return { ...group, one, calls: requests, worth: rounds / requests }
  })
  const paced = Math.max(
    0,
    ...[...Map.groupBy(groups, ({ model }) => model)].map(([model, own]) =>
      millisecondsAtPace(rateLimit?.(provider, model) ?? {}, amountOf(own, history)),
    ),
  )
  const { expected, lower, upper } = sumOf(inTurn)
  return { expected: Math.max(expected, paced), lower: Math.max(lower, paced), upper: Math.max(upper, paced) }
}

function amountOf(groups: readonly CallGroup[], history: CallHistory): { requests: number; tokens: number } {
  const { inputTokens, outputTokens } = forecast(groups, history)
  return { requests: sum(groups.map(({ calls }) => calls)), tokens: inputTokens + outputTokens }
}
