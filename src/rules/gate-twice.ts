import { canonicalJson, type Json } from '../digest/digest.ts'
import type { Rule } from '../resources/load.ts'
import { assertionsByMetric } from '../resources/metrics.ts'
import { errorAt } from '../source/error-at.ts'

/** A metric has one gate, though several of its assertions may say it. */
export const gateTwice: Rule = function* (draft) {
  for (const { assertions } of draft.of('EvalSuite')) {
    for (const [metric, drafts] of assertionsByMetric(assertions)) {
      const [first, ...others] = drafts.filter(({ fields }) => fields.gate !== undefined)
      if (first === undefined) continue
      const gate = canonicalJson(first.fields.gate as Json)
      for (const other of others.filter(({ fields }) => canonicalJson(fields.gate as Json) !== gate)) {
        const related = [{ label: 'the first gate of the metric', place: first.placeOf(['gate']) }]
        yield errorAt(other.placeOf(['gate']), { code: 'gate-twice', metric }, related)
      }
    }
  }
}
