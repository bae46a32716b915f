import type { Answer, Embedded, EmbeddingCall } from './call.ts'
import type { Slots } from './slots.ts'
import { textOfVector } from './vector.ts'

/** Characters of the texts of one request: below the 300,000 tokens that OpenAI takes, whatever the script. */
const mostCharacters = 200_000

interface Waiting<R> {
  readonly call: EmbeddingCall
  readonly answer: PromiseWithResolvers<R>
}

/**
 * Sends texts that wait for the same model together: as many as wait when a slot is free and fit in one request.
 * @param ask gives one result per text, in their order
 */
export function createBatches<R>(
  slots: Slots,
  atOnce: number,
  ask: (calls: readonly EmbeddingCall[]) => Promise<readonly R[]>,
): (call: EmbeddingCall) => Promise<R> {
  const waiting: Waiting<R>[] = []
  async function sendNext(): Promise<void> {
    const batch = waiting.splice(0, fitting(waiting, atOnce))
    if (batch.length === 0) return // an earlier slot took them
    try {
      const results = await ask(batch.map(({ call }) => call))
      for (const [index, { answer }] of batch.entries()) answer.resolve(results[index] as R)
    } catch (fault) {
      for (const { answer } of batch) answer.reject(fault)
    }
  }
  return async (call) => {
    const answer = Promise.withResolvers<R>()
    waiting.push({ call, answer })
    await slots(sendNext)
    return answer.promise
  }
}

/** How many of those that wait go into one request; at least one. */
function fitting(waiting: readonly Pick<Waiting<never>, 'call'>[], atOnce: number): number {
  let characters = 0
  const end = waiting.slice(0, atOnce).findIndex(({ call }, index) => {
    characters += call.request.embed.length
    return index > 0 && characters > mostCharacters
  })
  return end === -1 ? Math.min(waiting.length, atOnce) : end
}

/** The answer to each text. What they took in all is shared by length, to the token. */
export function answersIn(
  { vectors, usage, servedModel, latencyMs }: Embedded,
  texts: readonly string[],
): readonly Answer[] {
  const tokens =
    usage &&
    sharesOf(
      usage.inputTokens,
      texts.map(({ length }) => length),
    )
  return vectors.map((vector, index) => ({
    text: textOfVector(vector),
    finish: 'stop',
    servedModel,
    usage: tokens && { inputTokens: tokens[index] ?? 0, outputTokens: 0 },
    latencyMs,
  }))
}

/** Whole shares that add up to `total`. */
function sharesOf(total: number, weights: readonly number[]): readonly number[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  let passed = 0
  return weights.map((weight) => {
    const before = Math.round((passed / all) * total)
    passed += weight
    return Math.round((passed / all) * total) - before
  })
}
