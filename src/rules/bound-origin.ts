import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { httpProviders, providerOf } from '../resources/http-provider.ts'
import type { YamlPlace } from '../resources/draft.ts'
import type { Rule } from '../resources/load.ts'
import { refusedUrl } from '../resources/origin.ts'
import type { WholeDraft } from '../resources/whole-draft.ts'
import { errorAt } from '../source/error-at.ts'

/** An address of the user's own is asked only where the Project binds it. */
export const boundOrigin: Rule = function* (draft) {
  for (const { fields, placeOf } of draft.of('Application')) yield* unbound(fields.url, placeOf(['url']), draft)
  for (const { fields, placeOf } of draft.of('KnowledgeBase')) {
    if (fields.retriever !== undefined) yield* unbound(fields.retriever.url, placeOf(['retriever', 'url']), draft)
  }
}

function* unbound(url: string, place: YamlPlace, draft: WholeDraft): Generator<Diagnostic> {
  const [project] = draft.of('Project')
  if (project === undefined) return
  const why = refusedUrl(url)
  if (why !== undefined) {
    yield errorAt(place, { code: 'origin-not-allowed', url, why })
    return
  }
  const bindings = httpProviders(project.fields)
  if (providerOf(url, bindings) !== undefined) return
  yield errorAt(place, { code: 'origin-not-bound', url, providers: bindings.map((one) => one.url) })
}
