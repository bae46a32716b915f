import type { Attempt, Transport } from '../evaluation/call.ts'
import { withoutSecrets } from '../report/redact.ts'

/**
 * A way whose answers hold no key, even where the other end says back what it was sent: an answer is kept in files, handed on
 * as an artifact, recorded in Git and shown to judges at other origins.
 * @param secrets that the way is asked with
 */
export function keylessTransport(transport: Transport, secrets: readonly string[]): Transport {
  const { post } = transport
  return secrets.length === 0
    ? transport
    : {
        ...transport,
        attempt: async (call, signal) => withoutSecrets(await transport.attempt(call, signal), secrets),
        ...(post !== undefined && {
          post: async (call, signal): Promise<Attempt> => withoutSecrets(await post(call, signal), secrets),
        }),
      }
}
