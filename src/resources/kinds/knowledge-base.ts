import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import type { Json } from '../../digest/digest.ts'
import type { Shaped } from '../draft.ts'
import { readKnowledge } from '../knowledge-files.ts'
import type { ProjectFiles } from '../project-files.ts'
import { type Kind, resourceOf } from '../reading.ts'
import type { KnowledgeText } from '../subject.ts'
import { parseTexts } from '../template-draft.ts'

export const knowledgeBase: Kind<'KnowledgeBase'> = {
  async read(document, files) {
    const { fields } = document
    const knowledge = await readTexts(document, files)
    const request = parseTexts((fields.retriever?.request ?? {}) as Json, (path) =>
      document.placeOf(['retriever', 'request', ...path]),
    )
    const diagnostics: readonly Diagnostic[] = [...knowledge.diagnostics, ...request.diagnostics]
    const texts = knowledge.value
    const resource = resourceOf(document, { ...fields, ...(fields.files !== undefined && { files: byId(texts) }) })
    const complete = diagnostics.length === 0
    return { value: { ...document, resource, complete, texts, requestTexts: request.value }, diagnostics }
  },
}

async function readTexts(document: Shaped<'KnowledgeBase'>, files: ProjectFiles): ReturnType<typeof readKnowledge> {
  const { files: patterns } = document.fields
  if (patterns === undefined) return { value: [], diagnostics: [] }
  if (typeof patterns === 'string') return readKnowledge(document, [{ pattern: patterns, path: ['files'] }], files)
  return readKnowledge(
    document,
    patterns.map((pattern, index) => ({ pattern, path: ['files', index] })),
    files,
  )
}

/** What the files hold, so that a change of one is a change of its text. */
function byId(texts: readonly KnowledgeText[]): Json {
  return Object.fromEntries(texts.map(({ id, text }) => [id, text]))
}
