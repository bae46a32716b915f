import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { ProjectDraft } from '../resources/draft.ts'
import { knownProviders } from '../resources/known-providers.ts'
import type { Rule } from '../resources/load.ts'
import { refusedUrl } from '../resources/origin.ts'
import type { Provider } from '../resources/schema.gen.ts'
import { errorAt } from '../source/error-at.ts'

/** A provider has a URL that keys may be sent to, its own or a known one; one that replays has none. */
export const providerUrl: Rule = function* (draft) {
  for (const project of draft.of('Project')) {
    for (const [name, provider] of Object.entries(project.fields.providers ?? {})) {
      yield* provider.type === 'replay' ? replayProblems(project, name, provider) : urlProblems(project, name, provider)
    }
  }
}

/** A replayed answer comes from a file: what speaks of a network would be ignored silently. */
function* replayProblems({ placeOf }: ProjectDraft, name: string, provider: Provider): Generator<Diagnostic> {
  for (const field of Object.keys(provider).filter((key) => key !== 'type')) {
    const problem = { code: 'unknown-field', field, nearest: undefined, allowed: ['type'] } as const
    yield errorAt(placeOf(['providers', name, field], 'key'), problem)
  }
}

function* urlProblems({ placeOf }: ProjectDraft, name: string, { url }: Provider): Generator<Diagnostic> {
  if (url === undefined) {
    if (Object.hasOwn(knownProviders, name)) return
    yield errorAt(placeOf(['providers', name], 'key'), { code: 'missing-field', field: 'url' })
    return
  }
  const why = refusedUrl(url)
  if (why !== undefined) yield errorAt(placeOf(['providers', name, 'url']), { code: 'origin-not-allowed', url, why })
}
