import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { ProjectDraft } from '../resources/draft.ts'
import { providerType } from '../resources/known-providers.ts'
import type { Rule } from '../resources/load.ts'
import type { ProviderBinding } from '../resources/policy.ts'
import type { Provider } from '../resources/schema.gen.ts'
import { errorAt } from '../source/error-at.ts'

type Field = keyof Provider
type Fields = readonly Field[]

const endpoint = ['type', 'url', 'key', 'concurrency', 'timeout'] as const

/** A replayed answer comes from a file: what speaks of a network would be ignored silently. */
const taken: { readonly [type in ProviderBinding['type']]: Fields } = {
  openai: endpoint,
  anthropic: endpoint,
  google: endpoint,
  mistral: endpoint,
  ollama: endpoint,
  azure: [...endpoint, 'version'],
  bedrock: [...endpoint, 'region', 'secret', 'session'],
  http: endpoint,
  replay: ['type'],
}

/** What a type cannot do without, beside a URL (`provider-url.ts`): always, or where another field is there. */
const needed: {
  readonly [type in ProviderBinding['type']]?: readonly (readonly [where: Field | undefined, field: Field])[]
} = {
  azure: [[undefined, 'key']],
  bedrock: [
    [undefined, 'region'],
    ['secret', 'key'],
    ['session', 'secret'],
  ],
}

/** A provider has the fields that its type takes, and those that it needs. */
export const providerFields: Rule = function* (draft) {
  for (const project of draft.of('Project')) {
    for (const [name, provider] of Object.entries(project.fields.providers ?? {})) {
      yield* untakenFields(project, name, provider)
      yield* missingFields(project, name, provider)
    }
  }
}

/** Each is a field of another type, so no other is meant. */
function* untakenFields({ placeOf }: ProjectDraft, name: string, provider: Provider): Generator<Diagnostic> {
  const allowed: readonly string[] = taken[providerType(name, provider)]
  for (const field of Object.keys(provider).filter((key) => !allowed.includes(key))) {
    const problem = { code: 'unknown-field', field, nearest: undefined, allowed } as const
    yield errorAt(placeOf(['providers', name, field], 'key'), problem)
  }
}

function* missingFields({ placeOf }: ProjectDraft, name: string, provider: Provider): Generator<Diagnostic> {
  for (const [because, field] of needed[providerType(name, provider)] ?? []) {
    const isNeeded = because === undefined || provider[because] !== undefined
    if (isNeeded && provider[field] === undefined)
      yield errorAt(placeOf(['providers', name], 'key'), { code: 'missing-field', field })
  }
}
