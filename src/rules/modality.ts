import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { PromptDraft, YamlPlace } from '../resources/draft.ts'
import type { Rule } from '../resources/load.ts'
import { modelNamed } from '../resources/models.ts'
import { mediumWords } from '../resources/not-taken.ts'
import type { Medium } from '../resources/project.ts'
import type { WholeDraft } from '../resources/whole-draft.ts'
import { errorAt } from '../source/error-at.ts'
import { promptsJudged } from './suite-parts.ts'

/** A model takes in what its prompts send, also where a suite shows a prompt with another one. */
export const modality: Rule = function* (draft) {
  for (const prompt of draft.of('Prompt')) {
    yield* unsupported(prompt, prompt.fields.model, prompt.placeOf(['model']), draft)
  }
  for (const suite of draft.of('EvalSuite')) {
    const prompts = promptsJudged(suite, draft)
    for (const [index, model] of (suite.fields.models ?? []).entries()) {
      for (const prompt of prompts) yield* unsupported(prompt, model, suite.placeOf(['models', index]), draft)
    }
  }
}

function* unsupported(prompt: PromptDraft, name: string, place: YamlPlace, draft: WholeDraft): Generator<Diagnostic> {
  const found = modelNamed(draft, name)
  if (found.state !== 'found') return
  for (const model of [found.value, ...(found.value.fallbacks ?? [])]) {
    const input = model.modalities?.input
    const lacking = input === undefined ? [] : mediaOf(prompt).filter((part) => !input.includes(part))
    for (const part of lacking) {
      const label = model === found.value ? name : model.name
      yield errorAt(place, { code: 'modality-unsupported', model: label, modality: mediumWords[part] })
    }
  }
}

/** What a prompt shows beside texts. */
export function mediaOf({ messages }: PromptDraft): readonly Medium['type'][] {
  const parts = messages.flatMap(({ content }) => ('text' in content ? [] : content))
  return [...new Set(parts.flatMap(({ type }) => (type === 'text' ? [] : type)))]
}
