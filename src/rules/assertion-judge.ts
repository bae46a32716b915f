import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { assertionTypes, type SupportedType } from '../resources/assertion-types.ts'
import { catalogued } from '../resources/catalogue.ts'
import type { AssertionDraft, SuiteDraft, YamlPlace } from '../resources/draft.ts'
import type { Rule } from '../resources/load.ts'
import { modelNamed } from '../resources/models.ts'
import type { Model } from '../resources/project.ts'
import type { WholeDraft } from '../resources/whole-draft.ts'
import { errorAt, judgementAt } from '../source/error-at.ts'
import { promptsJudged } from './suite-parts.ts'

/** A model that writes answers of a suite's subject, and where that is said. */
interface Author {
  readonly model: Model
  readonly place: YamlPlace
}

/** A type that is judged by a model names it, no other type does, and nobody judges the own answers. */
export const assertionJudge: Rule = function* (draft) {
  for (const suite of draft.of('EvalSuite')) {
    const authors = authorsOf(suite, draft)
    for (const assertion of suite.assertions) yield* problemsOf(assertion, authors, draft)
  }
}

/** The models of the subject's prompts, in all steps of a Chain, and those it is shown with; fallbacks write, too. */
function authorsOf(suite: SuiteDraft, draft: WholeDraft): readonly Author[] {
  const own = promptsJudged(suite, draft).map(({ fields, placeOf }) => ({
    name: fields.model,
    place: placeOf(['model']),
  }))
  const shown = (suite.fields.models ?? []).map((name, index) => ({ name, place: suite.placeOf(['models', index]) }))
  return [...own, ...shown].flatMap(({ name, place }) => membersOf(name, draft).map((model) => ({ model, place })))
}

function* problemsOf(
  { type, fields, placeOf }: AssertionDraft,
  authors: readonly Author[],
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
    const judges = membersOf(judge, draft)
    const author = authors.find(({ model }) => judges.some((one) => isSame(one, model)))
    if (author === undefined) return
    const related = [{ label: 'it writes the answers', place: author.place }]
    yield { ...judgementAt(placeOf(['judge']), { code: 'judge-is-judged', model: judge }), related }
  }
}

/** The model with its fallbacks; empty where it cannot be found. */
function membersOf(name: string, draft: WholeDraft): readonly Model[] {
  const found = modelNamed(draft, name)
  return found.state === 'found' ? [found.value, ...(found.value.fallbacks ?? [])] : []
}

/** Also a pinned version and the name that leads to it. */
function isSame(a: Model, b: Model): boolean {
  const [one, other] = [a, b].map(({ provider, id }) => catalogued(`${provider}/${id}`)?.id ?? `${provider}/${id}`)
  return one === other
}
