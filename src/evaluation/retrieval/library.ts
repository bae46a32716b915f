import type { Digest } from '../../digest/digest.ts'
import type { KnowledgeBase, Model, Passage, Price, Retriever, Subject } from '../../resources/project.ts'
import { digestOfKnowledge } from '../../resources/subject-meaning.ts'
import { renderValue } from '../../resources/template.ts'
import type { Ask } from '../ask-model.ts'
import type { Missing, PostCall } from '../call.ts'
import { answerFailure } from '../execution/produced.ts'
import type { AnswerFailure, SharedCall } from '../trial.ts'
import { searchWords } from './bm25.ts'
import { embed, type EmbeddedIndex, embedPassages, readVector, searchVectors } from './embedded-index.ts'
import type { FileKnowledge } from './passages.ts'
import { readHits } from './read-hits.ts'

/** What is searched for. */
export interface Query {
  readonly text: string
  /** The most passages. */
  readonly top: number
  readonly trial: number
}

/** What a search found, and what was asked for it alone. */
export interface Search {
  readonly asked: readonly SharedCall[]
  readonly found: readonly Passage[] | AnswerFailure | Missing
}

/** The knowledge bases of a run. */
export interface Library {
  search(base: KnowledgeBase, query: Query): Promise<Search>
  /** Makes the indexes that a subject uses, before anything is searched. */
  prepare(subject: Subject): Promise<void>
  /**
   * What was asked for the indexes that a subject uses. What two subjects share was asked once: for the second who claims
   * it, it is remembered.
   */
  claim(subject: Subject): readonly SharedCall[]
}

/** An index of embeddings is made at the first search, of calls like any other; that of words takes no call. */
export function createLibrary(ask: Ask): Library {
  const indexes = new Map<Digest, Promise<EmbeddedIndex>>()
  const asked = new Map<Digest, readonly SharedCall[]>()
  const claimed = new Set<Digest>()

  async function indexOf(base: FileKnowledge, model: Model): Promise<EmbeddedIndex> {
    const digest = digestOfKnowledge(base)
    const making = indexes.get(digest) ?? embedPassages(base, model, ask)
    indexes.set(digest, making)
    const index = await making
    asked.set(digest, index.asked)
    return index
  }

  return {
    search(base, query) {
      if (base.from === 'retriever') return searchOverHttp(base.retriever, query, ask)
      const { embed: model } = base
      if (model !== undefined) return searchEmbedded(base, model, query, ask, indexOf(base, model))
      return Promise.resolve({ asked: [], found: searchWords(base, query.text, query.top) })
    },
    async prepare(subject) {
      for (const base of basesOf(subject)) {
        if (base.from === 'files' && base.embed !== undefined) await indexOf(base, base.embed)
      }
    },
    claim(subject) {
      return [...new Set(basesOf(subject).map(digestOfKnowledge))].flatMap((digest) => {
        const calls = asked.get(digest) ?? []
        const isSecond = claimed.has(digest)
        claimed.add(digest)
        return isSecond ? calls.map(remembered) : calls
      })
    },
  }
}

function basesOf(subject: Subject): readonly KnowledgeBase[] {
  return subject.kind === 'Chain' ? subject.steps.flatMap((step) => (step.does === 'retrieve' ? step.from : [])) : []
}

function remembered({ asked, result }: SharedCall): SharedCall {
  return {
    asked,
    result: result.kind === 'answered' && result.from === 'model' ? { ...result, from: 'store' } : result,
  }
}

async function searchEmbedded(
  base: FileKnowledge,
  model: Model,
  { text, top }: Query,
  ask: Ask,
  indexing: Promise<EmbeddedIndex>,
): Promise<Search> {
  if (text.trim() === '') return { asked: [], found: [] } // nothing is close to nothing, and no API takes it
  const [index, query] = await Promise.all([indexing, embed(text, model, ask)])
  const asked = [query]
  if ('kind' in index.vectors) return { asked, found: index.vectors }
  const vector = readVector(query)
  return { asked, found: 'kind' in vector ? vector : searchVectors(base, index.vectors, vector, top) }
}

/** The user's own search, which costs nothing that we know of. */
const free: Price = { input: 0, output: 0 }

async function searchOverHttp(retriever: Retriever, { text, top, trial }: Query, ask: Ask): Promise<Search> {
  const { url, headers, request } = retriever
  const rendering = renderValue(request, { query: text, top })
  if (!rendering.ok) throw new Error('the request of a retriever that names something else passed validation')
  const call: PostCall = { url, request: { headers, body: rendering.value }, trial }
  const result = await ask(call, free)
  const asked = [{ asked: call, result }]
  if (result.kind === 'missing') {
    const { reason, detail, provider } = result
    return { asked, found: { kind: 'missing', reason, detail, ...(provider !== undefined && { provider }) } }
  }
  const reply = result.call.answer.text
  const hits = readHits(reply, retriever, top)
  return { asked, found: typeof hits === 'string' ? answerFailure('unparsable', hits, reply) : hits }
}
