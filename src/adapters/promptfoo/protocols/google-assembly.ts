import { at, type Fields, isObject, objectsIn } from '../../http/json.ts'
import type { Assembly } from '../../http/stream/assembly.ts'

/** Each event is a reply with the next parts: https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent */
export function googleAssembly(): Assembly {
  const parts: Fields[] = []
  let last: Fields = {}
  let end: unknown
  return {
    take(event) {
      const next = objectsIn(at(event, 'candidates', 0, 'content', 'parts'))
      parts.push(...next)
      if (isObject(event)) last = { ...last, ...event }
      end = at(event, 'candidates', 0, 'finishReason') ?? end
      return next.some(
        ({ thought, text, functionCall }) => thought !== true && (Boolean(text) || isObject(functionCall)),
      )
    },
    get whole() {
      if (at(last, 'promptFeedback', 'blockReason') !== undefined) return last
      if (end === undefined) return undefined
      return { ...last, candidates: [{ content: { role: 'model', parts }, finishReason: end }] }
    },
  }
}
