import { assumedLength } from '../../evaluation/forecast.ts'
import { assumedLatency } from '../../evaluation/foreseen-minutes.ts'
import type { Assumption, PlannedMoney, PlannedTotal, Purpose } from '../../evaluation/planned-calls.ts'
import type { Plan } from '../../verdict/reports.ts'
import { about, count, counted, usd } from '../numbers.ts'
import { listed } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'

/** What the new calls are expected to take, what a merge will, and what was assumed for it. Nothing where nothing is asked. */
export function forecastSentences(plan: Plan): readonly Phrase[] {
  const { total, merge } = plan
  const asked = total.newCalls === 0 ? [] : [expectedSentence(plan)]
  const again: readonly Phrase[] =
    merge === undefined || merge.newCalls === 0
      ? []
      : [
          [
            `A merge asks up to ${counted(merge.newCalls, 'call')} again, ${price(merge)}: main remembers nothing that a pull request asked.`,
          ],
        ]
  return [...asked, ...again, ...assumed(plan.assumptions)]
}

/** `Expected: $1.10 to $1.40 (head $0.13, judges $1.12), about 200,000 tokens, 3 to 6 minutes.` */
function expectedSentence({ total, purposes }: Plan): Phrase {
  const parts = purposes.map((part) => `${names[part.purpose]} ${moneyPoint(part)}`)
  const split = parts.length > 1 ? ` (${parts.join(', ')})` : ''
  const tokens = `about ${about(total.inputTokens + total.outputTokens)} tokens`
  return [`Expected: ${[`${price(total)}${split}`, tokens, ...minutes(total)].join(', ')}.`]
}

const names: Readonly<Record<Purpose, string>> = {
  base: 'base',
  head: 'head',
  judges: 'judges',
  measure: "base's measure",
}

function moneyPoint({ usd: amount }: PlannedMoney): string {
  return amount === undefined ? 'price unknown' : usd(amount)
}

/** `$1.10 to $1.40`: eight of ten times. */
function price({ usd: amount, usdBetween }: PlannedMoney): string {
  if (amount === undefined) return 'price unknown'
  if (usdBetween === undefined || usd(usdBetween.lower) === usd(usdBetween.upper)) return usd(amount)
  return `${usd(usdBetween.lower)} to ${usd(usdBetween.upper)}`
}

function minutes({ minutes: foreseen }: PlannedTotal): readonly string[] {
  if (foreseen === undefined) return []
  const [from, to] = [foreseen.lower, foreseen.upper].map((one) => Math.ceil(one))
  if (to === 1) return ['less than a minute']
  return [from === to ? `about ${counted(to ?? 0, 'minute')}` : `${from} to ${counted(to ?? 0, 'minute')}`]
}

/** Says what stands for answers that nobody has seen yet. */
function assumed(assumptions: readonly Assumption[]): readonly Phrase[] {
  const kinds = Map.groupBy(assumptions, ({ about: what }) => what.join(' and '))
  return [...kinds.values()].map((alike): Phrase => {
    const what = alike[0]?.about.map((one) => values[one]).join(' and ') ?? ''
    return [
      'No answer of ',
      ...listed(alike.map(({ model }) => model)),
      ` is remembered, so ${what} are assumed of each.`,
    ]
  })
}

const seconds = (ms: number): number => ms / 1_000

const values: Readonly<Record<Assumption['about'][number], string>> = {
  length: `${assumedLength.expected} tokens (${assumedLength.lower} to ${count(assumedLength.upper)})`,
  latency: `${seconds(assumedLatency.expected)} s (${seconds(assumedLatency.lower)} to ${seconds(assumedLatency.upper)})`,
}
