import type { SchemaDraft } from '../resources/draft.ts'
import type { Rule } from '../resources/load.ts'
import type { WholeDraft } from '../resources/whole-draft.ts'
import { errorAt } from '../source/error-at.ts'
import { metaSchemaProblems } from './meta-schema-problems.ts'
import { schemaReferenceProblems } from './schema-references.ts'

/** Users' JSON Schemas are schemas of draft 2020-12, complete in themselves, with patterns that can be matched safely. */
export const badJsonSchema: Rule = function* (draft) {
  for (const { value, placeOf } of schemasOf(draft)) {
    const malformed = metaSchemaProblems(value)
    const found = malformed.length > 0 ? malformed : schemaReferenceProblems(value)
    for (const { path, problem } of found) yield errorAt(placeOf(path), problem)
  }
}

function schemasOf(draft: WholeDraft): readonly SchemaDraft[] {
  const outputs = draft.of('Prompt').flatMap(({ output }) => output ?? [])
  const assertions = draft.of('EvalSuite').flatMap((suite) => suite.assertions.flatMap(({ schema }) => schema ?? []))
  return [...outputs, ...assertions]
}
