import type { loadApiProvider } from 'promptfoo'
import { type Send, throughOnly } from './closed-network.ts'
import type { Reading, Told } from './messages.ts'

/** What we use of promptfoo. */
export interface ProviderParts {
  readonly loadApiProvider: typeof loadApiProvider
}

/** Has promptfoo compose the request of a model call and read the reply. Never throws: an error is what it has to say. */
export async function callModel({ loadApiProvider }: ProviderParts, told: Told, send: Send): Promise<Reading> {
  try {
    return await throughOnly(send, async () => {
      const provider = await loadApiProvider(told.provider, { options: { config: told.config } })
      const { output, error } = await provider.callApi(told.prompt)
      return { output: typeof output === 'string' ? output : undefined, error }
    })
  } catch (error) {
    return { output: undefined, error: error instanceof Error ? error.message : String(error) }
  }
}
