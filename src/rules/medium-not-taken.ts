import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { PromptDraft, YamlPlace } from '../resources/draft.ts'
import type { Rule } from '../resources/load.ts'
import { modelNamed } from '../resources/models.ts'
import { mediaNotTakenBy, mediumWords } from '../resources/not-taken.ts'
import type { WholeDraft } from '../resources/whole-draft.ts'
import { errorAt } from '../source/error-at.ts'
import { apiTypeOf } from './api-type.ts'
import { mediaOf } from './modality.ts'
import { promptsJudged } from './suite-parts.ts'

/** What a prompt shows has a form in the API that its model is asked by, also where a suite shows it with another model. */
export const mediumNotTaken: Rule = function* (draft) {
  for (const prompt of draft.of('Prompt')) {
    yield* notTaken(prompt, prompt.fields.model, prompt.placeOf(['model']), draft)
  }
  for (const suite of draft.of('EvalSuite')) {
    for (const [index, model] of (suite.fields.models ?? []).entries()) {
      const place = suite.placeOf(['models', index])
      for (const prompt of promptsJudged(suite, draft)) yield* notTaken(prompt, model, place, draft)
    }
  }
}

function* notTaken(prompt: PromptDraft, reference: string, place: YamlPlace, draft: WholeDraft): Generator<Diagnostic> {
  const found = modelNamed(draft, reference)
  if (found.state !== 'found') return
  for (const model of [found.value, ...(found.value.fallbacks ?? [])]) {
    const type = apiTypeOf(model.provider, draft)
    const lacking = type === undefined ? [] : mediaNotTakenBy(model, type)
    for (const medium of mediaOf(prompt).filter((one) => lacking.includes(one))) {
      yield errorAt(place, {
        code: 'request-not-taken',
        what: mediumWords[medium],
        model: model.name,
        type: model.api ?? type ?? '',
      })
    }
  }
}
