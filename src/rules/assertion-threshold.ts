import { assertionTypes, type SupportedType, type ThresholdNeed } from '../resources/assertion-types.ts'
import type { Rule } from '../resources/load.ts'
import { errorAt } from '../source/error-at.ts'

const expected: { readonly [need in ThresholdNeed]: string } = {
  share: 'a number between 0 and 1',
  edits: 'a whole number of edits',
  milliseconds: 'a number of milliseconds',
  USD: 'an amount in USD',
}

/** A threshold has the unit of its type, and is there where nothing else is compared with. */
export const assertionThreshold: Rule = function* (draft) {
  for (const { assertions } of draft.of('EvalSuite')) {
    for (const { type, fields, placeOf } of assertions) {
      if (type === undefined) continue
      const { threshold } = fields
      const { threshold: need, value }: SupportedType = assertionTypes[type]
      const problem = { code: 'assertion-needs', type: fields.type, field: 'threshold' } as const
      if (need === undefined) {
        if (threshold === undefined) continue
        yield errorAt(placeOf(['threshold'], 'key'), {
          code: 'assertion-takes-no',
          type: fields.type,
          field: 'threshold',
        })
      } else if (threshold === undefined) {
        if (value === 'nothing') yield errorAt(placeOf(['type']), { ...problem, expected: expected[need] })
      } else if (!fits(threshold, need)) {
        yield errorAt(placeOf(['threshold']), { ...problem, expected: expected[need] })
      }
    }
  }
}

function fits(threshold: number, need: ThresholdNeed): boolean {
  if (need === 'share') return threshold <= 1
  return need !== 'edits' || Number.isSafeInteger(threshold)
}
