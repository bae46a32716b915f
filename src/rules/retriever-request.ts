import type { Rule } from '../resources/load.ts'
import { errorAt } from '../source/error-at.ts'
import { nearest } from '../source/nearest.ts'
import { placeWithin } from '../source/snippet.ts'

/** What a search is asked with. */
const known = ['query', 'top']

/** The request of a retriever names what it is asked with, and nothing else. */
export const retrieverRequest: Rule = function* (draft) {
  for (const { requestTexts } of draft.of('KnowledgeBase')) {
    for (const { content, names } of requestTexts) {
      for (const { root, path, text: name, start, end } of names) {
        if (!root || (path.length === 1 && known.includes(name))) continue
        const problem = { code: 'unknown-template-name', name, nearest: nearest(name, known), known } as const
        yield errorAt(placeWithin(content.place, content.text, start, end), problem)
      }
    }
  }
}
