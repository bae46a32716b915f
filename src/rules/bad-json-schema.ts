import type { Json } from '../digest/digest.ts'
import type { SchemaDraft } from '../resources/draft.ts'
import type { Rule } from '../resources/load.ts'
import type { WholeDraft } from '../resources/whole-draft.ts'
import { errorAt } from '../source/error-at.ts'
import { metaSchemaProblems } from './meta-schema-problems.ts'
import { schemaReferenceProblems } from './schema-references.ts'

/** Users' JSON Schemas are schemas of draft 2020-12, complete in themselves, with patterns that can be matched safely. */
export const badJsonSchema: Rule = function* (draft) {
  for (const { value, placeOf } of schemasOf(draft)) {
    const parts = countParts(value)
    if (parts > mostParts) yield errorAt(placeOf([]), { code: 'bad-json-schema', message: tooLarge })
    if (parts > mostParts || !draft.effort.affords(parts * effortOfPart)) continue
    const malformed = metaSchemaProblems(value)
    const found = malformed.length > 0 ? malformed : schemaReferenceProblems(value, draft.effort)
    for (const { path, problem } of found) yield errorAt(placeOf(path), problem)
  }
}

/** Values in a schema. The validator's own time grows with the square of the faults that it finds. */
const mostParts = 10_000
const effortOfPart = 50
const tooLarge = 'it has more than 10,000 parts'

/** How many values are in a value, as far as that matters. */
function countParts(value: Json): number {
  const left: Json[] = [value]
  let parts = 0
  for (let one = left.pop(); one !== undefined && parts <= mostParts; one = left.pop()) {
    parts++
    if (typeof one === 'object' && one !== null) left.push(...Object.values(one as object))
  }
  return parts
}

function schemasOf(draft: WholeDraft): readonly SchemaDraft[] {
  const outputs = draft.of('Prompt').flatMap(({ output }) => output ?? [])
  const assertions = draft.of('EvalSuite').flatMap((suite) => suite.assertions.flatMap(({ schema }) => schema ?? []))
  const parameters = draft.of('Prompt').flatMap(({ tools }) => tools.flatMap((tool) => tool.parameters ?? []))
  return [...outputs, ...parameters, ...assertions]
}
