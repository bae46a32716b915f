import { providerType } from '../resources/known-providers.ts'
import type { Rule } from '../resources/load.ts'
import { modelNamed } from '../resources/models.ts'
import { schemasNotTaken } from '../resources/parameters.ts'
import type { WholeDraft } from '../resources/whole-draft.ts'
import { errorAt } from '../source/error-at.ts'

/** An output schema goes to an API that has a word for it, or every call would be refused. */
export const outputNotTaken: Rule = function* (draft) {
  for (const { fields, placeOf } of draft.of('Prompt')) {
    const found = fields.output === undefined ? undefined : modelNamed(draft, fields.model)
    if (found?.state !== 'found') continue
    for (const { name, provider } of [found.value, ...(found.value.fallbacks ?? [])]) {
      const type = typeOf(provider, draft)
      if (type === undefined || !schemasNotTaken.includes(type)) continue
      const related = [{ label: 'the model', place: placeOf(['model']) }]
      yield errorAt(placeOf(['output'], 'key'), { code: 'output-not-taken', model: name, type }, related)
    }
  }
}

function typeOf(provider: string, draft: WholeDraft): ReturnType<typeof providerType> | undefined {
  const [project] = draft.of('Project')
  const { providers = {} } = project?.fields ?? {}
  return project && providerType(provider, (Object.hasOwn(providers, provider) ? providers[provider] : undefined) ?? {})
}
