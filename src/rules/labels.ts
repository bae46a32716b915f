import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { assertionTypes, type SupportedType } from '../resources/assertion-types.ts'
import type { AssertionDraft } from '../resources/draft.ts'
import type { Rule } from '../resources/load.ts'
import { errorAt } from '../source/error-at.ts'
import { nearest } from '../source/nearest.ts'
import { casesOf } from './suite-parts.ts'

/** Labels that are shown what was probably meant: each is compared with every case. */
const mostSuggestions = 20

/** Labels are about cases of the suite, and for a judge. */
export const labels: Rule = function* (draft) {
  for (const suite of draft.of('EvalSuite')) {
    const labelled = suite.assertions.filter(({ fields }) => fields.labels !== undefined)
    for (const assertion of labelled) yield* withoutJudge(assertion)
    const known = labelled.length === 0 ? undefined : casesOf(suite, draft)?.cases
    if (known === undefined) continue
    const ids = new Set(known.map(({ id }) => id))
    for (const assertion of labelled) yield* unknownCases(assertion, ids)
  }
}

function* withoutJudge({ type, fields, placeOf }: AssertionDraft): Generator<Diagnostic> {
  const entry: SupportedType | undefined = type && assertionTypes[type]
  if (entry === undefined || entry.judge !== undefined) return
  yield errorAt(placeOf(['labels'], 'key'), { code: 'assertion-takes-no', type: fields.type, field: 'labels' })
}

function* unknownCases({ labels: read }: AssertionDraft, ids: ReadonlySet<string>): Generator<Diagnostic> {
  const unknown = (read?.labels ?? []).filter(({ caseId }) => !ids.has(caseId))
  for (const [index, { caseId, place }] of unknown.entries()) {
    const near = index < mostSuggestions ? nearest(caseId, ids) : undefined
    yield errorAt(place, { code: 'unknown-case', id: caseId, nearest: near })
  }
}
