import { chunking } from '../resources/link-subject.ts'
import type { Rule } from '../resources/load.ts'
import { errorAt } from '../source/error-at.ts'

/** A passage repeats less of the one before than it can hold, or cutting would never end. */
export const chunkOverlap: Rule = function* (draft) {
  for (const { fields, placeOf } of draft.of('KnowledgeBase')) {
    const { size, overlap } = { ...chunking, ...fields.chunk }
    if (overlap < size) continue
    const expected = `less than the size, ${size}`
    yield errorAt(placeOf(['chunk', 'overlap']), { code: 'out-of-range', found: `${overlap} characters`, expected })
  }
}
