import type { Rule } from '../resources/load.ts'
import { compilePattern, effortOf } from '../resources/pattern.ts'
import { errorAt } from '../source/error-at.ts'

/** The pattern of a `regex` assertion compiles, unless a template has yet to complete it. */
export const badRegex: Rule = function* (draft) {
  for (const { assertions } of draft.of('EvalSuite')) {
    for (const { type, value, placeOf } of assertions) {
      if (type !== 'regex' || typeof value !== 'string' || value.includes('{{')) continue
      const pattern = compilePattern(value)
      if (!draft.effort.affords(effortOf(pattern))) return
      if (pattern.ok) continue
      yield errorAt(placeOf(['value']), { code: 'bad-regex', pattern: value, message: pattern.message })
    }
  }
}
