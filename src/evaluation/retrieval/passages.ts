import type { KnowledgeBase, Passage } from '../../resources/project.ts'
import { chunksOf } from './chunk.ts'

/** A knowledge base whose texts are ours to search. */
export type FileKnowledge = KnowledgeBase & { readonly from: 'files' }

/** Cutting takes time, and many cases search one knowledge base, which never changes. */
const known = new WeakMap<FileKnowledge, readonly Omit<Passage, 'score'>[]>()

/** The passages of the texts, in their order; `help/refunds.md#2` is the second of `help/refunds.md`. */
export function passagesOf(base: FileKnowledge): readonly Omit<Passage, 'score'>[] {
  const made = known.get(base) ?? base.texts.flatMap((one) => passagesIn(one, base.chunk))
  known.set(base, made)
  return made
}

function passagesIn({ id: file, text }: FileKnowledge['texts'][number], chunk: FileKnowledge['chunk']) {
  return chunksOf(text, chunk).map((passage, index) => ({
    id: `${file}#${index + 1}`,
    file,
    text: passage.toWellFormed(),
  }))
}

/** The passages with the highest scores; of equal ones the one that stands first. */
export function best(
  passages: readonly Omit<Passage, 'score'>[],
  scores: ReadonlyMap<number, number>,
  top: number,
): readonly Passage[] {
  return [...scores]
    .toSorted(([a, scoreOfA], [b, scoreOfB]) => scoreOfB - scoreOfA || a - b)
    .slice(0, top)
    .flatMap(([index, score]) => {
      const passage = passages[index]
      return passage === undefined ? [] : [{ ...passage, score }]
    })
}
