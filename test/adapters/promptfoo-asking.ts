import { openTransportWith } from '../../src/commands/open-transport.ts'
import type { Attempt, ChatRequest, ModelCall } from '../../src/evaluation/call.ts'
import { opened } from '../evaluation/fixtures.ts'
import { environment, opening, policyTo, type ProviderType } from '../rig/providers/bindings.ts'
import type { Turn } from '../rig/providers/dialect.ts'
import { dialects } from '../rig/providers/list.ts'
import { type ProviderServer, startProviderServer, type Trouble } from '../rig/providers/provider-server.ts'

/** Ways through promptfoo, all of one worker. */
export const open = openTransportWith(environment)

/** promptfoo is loaded once; what a test asks need not wait for that. */
export async function loadPromptfoo(): Promise<void> {
  await using server = await serve('ollama', [])
  const attempt = await attemptAt('ollama', server)
  if (attempt.kind !== 'answer') throw new Error(detailOf(attempt))
}

export function serve(type: ProviderType, script: readonly (Turn | Trouble)[]): Promise<ProviderServer> {
  return startProviderServer(dialects[type], { opening, script })
}

export function callTo(
  type: ProviderType,
  request: Partial<ChatRequest> = {},
  model: string = dialects[type].model,
): ModelCall {
  const messages = [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'How "long"?\n' },
  ] as const
  return { provider: 'rig', model, request: { messages, parameters: {}, ...request }, trial: 1 }
}

export interface Asked {
  readonly request?: Partial<ChatRequest>
  readonly model?: string
  readonly stream?: true
  readonly timeoutMs?: number
}

export async function attemptAt(type: ProviderType, server: ProviderServer, asked: Asked = {}): Promise<Attempt> {
  const way = open('rig', policyTo(type, server.origin))
  if ('kind' in way) throw new Error('there is no way')
  const call = { ...callTo(type, asked.request, asked.model), ...(asked.stream && { stream: asked.stream }) }
  return way.attempt(call, AbortSignal.timeout(asked.timeoutMs ?? 20_000))
}

export function detailOf(attempt: Attempt): string {
  return attempt.kind === 'failure' ? opened(attempt.detail) : ''
}
