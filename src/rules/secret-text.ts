import type { Rule } from '../resources/load.ts'
import { judgementAt } from '../source/error-at.ts'
import { secretsIn } from '../source/secrets.ts'

/** No file of the project holds a key: whoever reads the repository would have it. */
export const secretText: Rule = function* (draft) {
  for (const [file, text] of draft.texts) {
    for (const { start, end, what, prefix } of secretsIn(text)) {
      const shown = prefix === 0 ? '' : `${text.slice(start, start + prefix)}…`
      yield judgementAt({ in: 'text', file, start, end }, { code: 'secret-text', what, shown })
    }
  }
}
