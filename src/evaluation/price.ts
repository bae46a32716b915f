import type { Price } from '../resources/project.ts'
import type { Usage } from './call.ts'

/** USD of a call's tokens; undefined where the usage or the price is unknown. */
export function costOf(usage: Usage | undefined, price: Price | undefined): number | undefined {
  if (usage === undefined || price === undefined) return undefined
  const cached = Math.min(usage.cachedInputTokens ?? 0, usage.inputTokens)
  const input = (usage.inputTokens - cached) * price.input + cached * (price.cachedInput ?? price.input)
  return (input + usage.outputTokens * price.output) / 1_000_000
}

/** The higher of two prices, tariff by tariff, so that a pull request cannot make a budget larger by lowering a price. */
export function higherPrice(a: Price | undefined, b: Price | undefined): Price | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return {
    input: Math.max(a.input, b.input),
    cachedInput: Math.max(a.cachedInput ?? a.input, b.cachedInput ?? b.input),
    output: Math.max(a.output, b.output),
  }
}
