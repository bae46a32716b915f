import type { Transport } from '../../evaluation/call.ts'
import { textsAtOnce } from '../http/read-embeddings.ts'
import type { OpenAITransportOptions, openAITransport } from './transport.ts'

/** The same as `openAITransport`. The client is loaded with the first call: most commands make none, and it takes 50 ms. */
export function deferredOpenAITransport(options: OpenAITransportOptions): Transport {
  let opened: Promise<ReturnType<typeof openAITransport>> | undefined
  const open = () => (opened ??= import('./transport.ts').then((loaded) => loaded.openAITransport(options)))
  return {
    origin: new URL(options.url).origin,
    attempt: async (call, signal) => (await open()).attempt(call, signal),
    embedding: {
      atOnce: textsAtOnce,
      attempt: async (model, texts, signal) => (await open()).embedding.attempt(model, texts, signal),
    },
  }
}
