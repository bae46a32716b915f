import { providerAtGithub } from '../github-models.ts'

/** What the id of a provider says. */
export type ProviderId =
  | { readonly kind: 'model'; readonly provider: string; readonly id: string; readonly responses: boolean }
  | { readonly kind: 'code' | 'address' | 'unsupported' }

const code: ReadonlySet<string> = new Set(['exec', 'python', 'javascript', 'ruby', 'golang', 'go', 'file', 'package'])
const addresses: ReadonlySet<string> = new Set(['http', 'https', 'ws', 'wss', 'webhook', 'websocket', 'browser', 'mcp'])
/** They answer without a model, or are promptfoo itself. */
const without: ReadonlySet<string> = new Set([
  'echo',
  'manual-input',
  'promptfoo',
  'simulated-user',
  'sequence',
  'slack',
])

/** What promptfoo calls providers that have another name here. */
const names: { readonly [prefix: string]: string } = {
  azureopenai: 'azure',
  togetherai: 'together',
  palm: 'google',
  aistudio: 'google',
}

/** Ways to ask a model for a text. */
const ways: ReadonlySet<string> = new Set(['chat', 'messages', 'converse', 'completion', 'responses'])
/** Ways to ask a model for something else, or by a protocol that is none of requests and answers. */
const otherWays: ReadonlySet<string> = new Set([
  'embedding',
  'embeddings',
  'image',
  'video',
  'audio',
  'speech',
  'transcription',
  'moderation',
  'realtime',
  'live',
  'assistant',
  'assistants',
  'agents',
  'codex',
  'codex-sdk',
  'chatkit',
  'knowledge-base',
  'claude-agent-sdk',
])

/** Reads an id of promptfoo such as `openai:chat:gpt-5-mini`. */
export function readProviderId(text: string): ProviderId {
  const [prefix = '', ...parts] = text.split(':')
  const provider = prefix.toLowerCase()
  if (code.has(provider)) return { kind: 'code' }
  if (addresses.has(provider)) return { kind: 'address' }
  if (without.has(provider) || parts.length === 0) return { kind: 'unsupported' }
  const [way = '', ...rest] = parts
  if (otherWays.has(way)) return { kind: 'unsupported' }
  const id = (ways.has(way) && rest.length > 0 ? rest : parts).join(':')
  if (id === '') return { kind: 'unsupported' }
  const responses = way === 'responses' || way === 'completion'
  if (provider === 'github') return { kind: 'model', ...providerAtGithub(id), responses }
  const name = Object.hasOwn(names, provider) ? names[provider] : undefined
  return { kind: 'model', provider: name ?? provider, id, responses }
}
