import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { PromptDraft } from '../resources/draft.ts'
import type { Rule } from '../resources/load.ts'
import { mediaTypeOfUrl, partOf } from '../resources/media.ts'
import type { Case, Medium } from '../resources/project.ts'
import { parseTemplate } from '../resources/template.ts'
import { lookUp } from '../resources/template-render.ts'
import { errorAt } from '../source/error-at.ts'
import { casesOf } from './suite-parts.ts'

const expected = { image: 'a picture', audio: 'a sound', file: 'a document' } as const

/** Where a part of a message is an input, every case has a medium of that kind there. */
export const partMedia: Rule = function* (draft) {
  for (const suite of draft.of('EvalSuite')) {
    const found = draft.find('Prompt', suite.fields.subject)
    if (found.state !== 'found') continue
    const cases = casesOf(suite, draft)?.cases ?? []
    for (const medium of mediaOf(found.value)) yield* wrongIn(cases, medium)
  }
}

function mediaOf({ messages }: PromptDraft): readonly Medium[] {
  const parts = messages.flatMap(({ content }) => ('text' in content ? [] : content))
  return parts.filter((part) => part.type !== 'text').filter(({ source }) => source.place.in !== 'file')
}

function* wrongIn(cases: readonly Case[], { type, source }: Medium): Generator<Diagnostic> {
  const parsed = parseTemplate(source.text)
  const [node] = parsed.ok ? parsed.template.nodes : []
  if (node?.kind !== 'variable') return
  for (const { id, input, place } of cases) {
    const value = lookUp(node.path, [input])
    if (value === undefined) continue // `unknown-input` tells that
    const mediaType = typeof value === 'string' ? mediaTypeOfUrl(value) : undefined
    if (mediaType !== undefined && partOf(mediaType) === type) continue
    yield errorAt(place, { code: 'not-a-medium', case: id, name: node.name, expected: expected[type] })
  }
}
