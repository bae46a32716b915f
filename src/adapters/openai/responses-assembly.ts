import { at } from '../http/json.ts'
import type { Assembly } from '../http/stream/assembly.ts'

const ends = new Set(['response.completed', 'response.incomplete', 'response.failed'])

const words = new Set([
  'response.output_text.delta',
  'response.refusal.delta',
  'response.function_call_arguments.delta',
])

/** Events of a response, of which the last holds it whole: https://platform.openai.com/docs/api-reference/responses-streaming */
export function responsesAssembly(): Assembly {
  let whole: unknown
  return {
    take(event) {
      const type = String(at(event, 'type'))
      if (ends.has(type)) whole = at(event, 'response')
      return words.has(type) || (type === 'response.output_item.added' && at(event, 'item', 'type') === 'function_call')
    },
    get whole() {
      return whole
    },
  }
}
