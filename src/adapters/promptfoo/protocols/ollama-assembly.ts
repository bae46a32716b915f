import { at, type Fields, isObject, objectsIn } from '../../http/json.ts'
import type { Assembly } from '../../http/stream/assembly.ts'

/** Lines of an answer, the last of which says `done` and counts the tokens: https://docs.ollama.com/api/streaming */
export function ollamaAssembly(): Assembly {
  const calls: Fields[] = []
  let content = ''
  let last: Fields | undefined
  return {
    take(event) {
      const text = at(event, 'message', 'content')
      const called = objectsIn(at(event, 'message', 'tool_calls'))
      content += typeof text === 'string' ? text : ''
      calls.push(...called)
      if (isObject(event) && event['done'] === true) last = event
      return Boolean(text) || called.length > 0
    },
    get whole() {
      return last && { ...last, message: { role: 'assistant', content, tool_calls: calls } }
    },
  }
}
