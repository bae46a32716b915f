import { seedOf } from '../digest/digest.ts'
import type { Ask } from '../evaluation/ask-model.ts'
import type { AssertionEngine } from '../evaluation/assertion-engine.ts'
import { shuffle } from '../statistics/shuffle.ts'
import type { JudgedAssertion } from './judged-assertion.ts'
import { rememberedOutputs } from './remembered-outputs.ts'

/** Cases that are looked at: enough to know a share to 4 points. */
const mostCases = 500

/**
 * How many of the outputs of the suite's cases the judge passes, in [0, 1], as far as is remembered; undefined where that is
 * less than half. At most 500 cases are looked at, the same ones each time.
 */
export async function passShare(
  judged: JudgedAssertion,
  memory: { readonly ask: Ask; readonly engine: AssertionEngine },
): Promise<number | undefined> {
  const { evaluation } = judged
  const { suite, measure } = evaluation
  const cases = shuffle(measure.cases, seedOf([suite, 'pass share'])).slice(0, mostCases)
  const outputs = await rememberedOutputs(
    { ...judged, evaluation: { ...evaluation, measure: { ...measure, cases } } },
    memory,
  )
  const known = outputs.filter(({ holds }) => holds !== undefined)
  return known.length * 2 < cases.length ? undefined : known.filter(({ holds }) => holds).length / known.length
}
