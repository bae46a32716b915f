import type { Rule } from '../resources/load.ts'
import { streamsNotTaken } from '../resources/not-taken.ts'
import { errorAt } from '../source/error-at.ts'
import { apiTypeOf } from './api-type.ts'

/** A Model is asked in a way that its provider knows: by the Responses API, or as a stream. */
export const wayNotTaken: Rule = function* (draft) {
  for (const { name: model, fields, placeOf } of draft.of('Model')) {
    const { id = '', api, stream } = fields
    const type = apiTypeOf(id.slice(0, id.indexOf('/')), draft)
    if (type === undefined) continue
    if (api === 'responses' && type !== 'openai') {
      yield errorAt(placeOf(['api']), { code: 'request-not-taken', what: 'responses', model, type })
    }
    if (stream === true && streamsNotTaken.includes(type)) {
      yield errorAt(placeOf(['stream']), { code: 'request-not-taken', what: 'streaming', model, type })
    }
  }
}
