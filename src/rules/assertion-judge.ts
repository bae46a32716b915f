import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { assertionTypes, type SupportedType } from '../resources/assertion-types.ts'
import type { AssertionDraft } from '../resources/draft.ts'
import type { Rule } from '../resources/load.ts'
import { modelNamed } from '../resources/models.ts'
import type { Model } from '../resources/project.ts'
import type { WholeDraft } from '../resources/whole-draft.ts'
import { errorAt } from '../source/error-at.ts'
import { subjectOf } from './suite-parts.ts'

/** A type that is judged by a model names it, no other type does, and nobody judges the own answers. */
export const assertionJudge: Rule = function* (draft) {
  for (const suite of draft.of('EvalSuite')) {
    const judged = [subjectOf(suite, draft)?.fields.model, ...(suite.fields.models ?? [])]
      .map((name) => (name === undefined ? undefined : linked(name, draft)))
      .filter((model) => model !== undefined)
    for (const assertion of suite.assertions) yield* problemsOf(assertion, judged, draft)
  }
}

function* problemsOf(
  { type, fields, placeOf }: AssertionDraft,
  judged: readonly Model[],
  draft: WholeDraft,
): Generator<Diagnostic> {
  if (type === undefined) return
  const { judge: questions }: SupportedType = assertionTypes[type]
  const { judge, type: written } = fields
  if (questions === undefined) {
    if (judge === undefined) return
    yield errorAt(placeOf(['judge'], 'key'), { code: 'assertion-takes-no', type: written, field: 'judge' })
  } else if (judge === undefined) {
    yield errorAt(placeOf(['type']), { code: 'assertion-needs', type: written, field: 'judge', expected: 'a Model' })
  } else {
    const model = linked(judge, draft)
    if (model === undefined || !judged.some((one) => isSame(one, model))) return
    yield { severity: 'warning', problem: { code: 'judge-is-judged', model: judge }, place: placeOf(['judge']) }
  }
}

function linked(name: string, draft: WholeDraft): Model | undefined {
  const found = modelNamed(draft, name)
  return found.state === 'found' ? found.value : undefined
}

function isSame(a: Model, b: Model): boolean {
  return a.provider === b.provider && a.id === b.id
}
