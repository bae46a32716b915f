import MiniSearch from 'minisearch'
import type { Passage } from '../../resources/project.ts'
import { best, type FileKnowledge, passagesOf } from './passages.ts'
import { wordsIn } from './words.ts'

type WordIndex = MiniSearch<{ readonly index: number; readonly text: string }>

/** Indexing takes time, and many cases search one knowledge base, which never changes. */
const indexes = new WeakMap<FileKnowledge, WordIndex>()

/**
 * The passages that share words with the query, by BM25+ (Lv and Zhai 2011, https://doi.org/10.1145/2063576.2063584;
 * k 1.2, b 0.7, d 0.5). The same texts and query give the same scores and order on every machine.
 */
export function searchWords(base: FileKnowledge, query: string, top: number): readonly Passage[] {
  const index = indexes.get(base) ?? indexOf(base)
  indexes.set(base, index)
  const scores = index.search(query).map(({ id, score }) => [Number(id), score] as const)
  return best(passagesOf(base), new Map(scores), top)
}

function indexOf(base: FileKnowledge): WordIndex {
  const index: WordIndex = new MiniSearch({
    idField: 'index',
    fields: ['text'],
    tokenize: (text) => [...wordsIn(text)],
    processTerm: (term) => term,
    searchOptions: { combineWith: 'OR', bm25: { k: 1.2, b: 0.7, d: 0.5 } },
  })
  index.addAll(passagesOf(base).map(({ text }, place) => ({ index: place, text })))
  return index
}
