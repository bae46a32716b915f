import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { KeyPath } from '../diagnostic/place.ts'
import type { Json } from '../digest/digest.ts'
import { assertionTypes } from '../resources/assertion-types.ts'
import type { AssertionDraft } from '../resources/draft.ts'
import { isList, isMapping } from '../resources/json-shape.ts'
import type { Rule } from '../resources/load.ts'
import { errorAt } from '../source/error-at.ts'
import { nearest } from '../source/nearest.ts'
import { promptsJudged } from './suite-parts.ts'

/** An assertion about tool calls names tools that the subject has. */
export const assertionTools: Rule = function* (draft) {
  for (const suite of draft.of('EvalSuite')) {
    const found = draft.findSubject(suite.fields.subject)
    if (found.state !== 'found' || !found.value.complete) continue
    const known = promptsJudged(suite, draft).flatMap(({ tools }) => tools.map(({ name }) => name))
    for (const assertion of suite.assertions) yield* unknownIn(assertion, known)
  }
}

function* unknownIn({ type, value, placeOf }: AssertionDraft, known: readonly string[]): Generator<Diagnostic> {
  if (type === undefined || assertionTypes[type].by !== 'tool calls') return
  for (const { name, path } of namesIn(value, ['value'])) {
    if (known.includes(name) || name.includes('{{')) continue
    yield errorAt(placeOf(path), { code: 'unknown-tool', name, nearest: nearest(name, known), known })
  }
}

/** The names of tools in a value, wherever its form has them. */
function namesIn(value: Json | undefined, path: KeyPath): readonly { readonly name: string; readonly path: KeyPath }[] {
  if (typeof value === 'string') return [{ name: value, path }]
  if (isList(value)) return value.flatMap((item, index) => namesIn(item, [...path, index]))
  if (!isMapping(value)) return []
  return [...namesIn(value['name'], [...path, 'name']), ...namesIn(value['steps'], [...path, 'steps'])]
}
