import type { Json } from '../../digest/digest.ts'
import { isList, isMapping } from '../../resources/json-shape.ts'
import type { Passage, Retriever } from '../../resources/project.ts'
import { valueAtPointer } from '../json-pointer.ts'
import { readJson } from '../read-json.ts'

/** The passages in the reply of a search of the user's own, at most `top`; or why there are none to be found in it. */
export function readHits(reply: string, retriever: Retriever, top: number): readonly Passage[] | string {
  const read = readJson(reply)
  if (!read.ok) return read.reason.replace('answer', 'reply')
  const hits = valueAtPointer(read.value, retriever.at)
  if (!isList(hits)) return `there is no list at ${retriever.at || 'the top'} of the reply`
  const passages = hits.slice(0, top).map((hit) => passageOf(hit, retriever))
  return passages.find((passage) => typeof passage === 'string') ?? passages.filter((one) => typeof one !== 'string')
}

function passageOf(hit: Json, { id: idAt, text: textAt }: Retriever): Passage | string {
  const id = valueAtPointer(hit, idAt)
  const text = valueAtPointer(hit, textAt)
  if (typeof id !== 'string' && typeof id !== 'number') return `a passage has no id at ${idAt}`
  if (typeof text !== 'string') return `a passage has no text at ${textAt}`
  return { id: String(id), file: String(id), text: text.toWellFormed(), score: scoreOf(hit) }
}

/** What the search itself says of it; 0 where it says nothing. */
function scoreOf(hit: Json): number {
  const score = isMapping(hit) && Object.hasOwn(hit, 'score') ? hit['score'] : undefined
  return typeof score === 'number' ? score : 0
}
