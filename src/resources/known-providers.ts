import type { EndpointBinding, ProviderBinding } from './policy.ts'
import type { Provider } from './schema.gen.ts'

export interface KnownProvider {
  /** What it speaks. Its own protocol, where we speak it: the OpenAI-compatible one beside it leaves parameters out silently. */
  readonly type: Exclude<EndpointBinding['type'], 'azure' | 'bedrock'>
  /** Base URL. */
  readonly url: string
  /** Environment variable that usually holds its key; undefined where there is none. */
  readonly key: string | undefined
  /** Where the provider documents both. */
  readonly source: string
}

/** Providers that need no entry in the Project, at their own origins. */
export const knownProviders: { readonly [name: string]: KnownProvider } = {
  anthropic: {
    type: 'anthropic',
    url: 'https://api.anthropic.com',
    key: 'ANTHROPIC_API_KEY',
    source: 'https://docs.anthropic.com/en/api/messages',
  },
  deepseek: {
    type: 'openai',
    url: 'https://api.deepseek.com/v1',
    key: 'DEEPSEEK_API_KEY',
    source: 'https://api-docs.deepseek.com/',
  },
  google: {
    type: 'google',
    url: 'https://generativelanguage.googleapis.com',
    key: 'GEMINI_API_KEY',
    source: 'https://ai.google.dev/api/generate-content',
  },
  groq: {
    type: 'openai',
    url: 'https://api.groq.com/openai/v1',
    key: 'GROQ_API_KEY',
    source: 'https://console.groq.com/docs/openai',
  },
  mistral: {
    type: 'mistral',
    url: 'https://api.mistral.ai/v1',
    key: 'MISTRAL_API_KEY',
    source: 'https://docs.mistral.ai/api/',
  },
  ollama: {
    type: 'ollama',
    url: 'http://localhost:11434',
    key: undefined,
    source: 'https://docs.ollama.com/api',
  },
  openai: {
    type: 'openai',
    url: 'https://api.openai.com/v1',
    key: 'OPENAI_API_KEY',
    source: 'https://platform.openai.com/docs/api-reference/introduction',
  },
  openrouter: {
    type: 'openai',
    url: 'https://openrouter.ai/api/v1',
    key: 'OPENROUTER_API_KEY',
    source: 'https://openrouter.ai/docs/quickstart',
  },
  together: {
    type: 'openai',
    url: 'https://api.together.xyz/v1',
    key: 'TOGETHER_API_KEY',
    source: 'https://docs.together.ai/docs/openai-api-compatibility',
  },
}

/** The provider of that name that needs no entry; undefined where there is none. */
export function knownProvider(name: string): KnownProvider | undefined {
  return Object.hasOwn(knownProviders, name) ? knownProviders[name] : undefined
}

/** What a provider of the Project speaks: what it says, else what its name says, else what most endpoints understand. */
export function providerType(name: string, { type }: Provider): ProviderBinding['type'] {
  if (type !== undefined) return type
  return name === 'azure' || name === 'bedrock' ? name : (knownProvider(name)?.type ?? 'openai')
}

/** Where a provider is that says no URL, and the key that usually opens it; undefined where that cannot be known. */
export function ownEndpoint(name: string, provider: Provider): Pick<KnownProvider, 'url' | 'key'> | undefined {
  const type = providerType(name, provider)
  if (type === 'bedrock') return provider.region === undefined ? undefined : bedrockIn(provider.region)
  const known = knownProvider(name)
  if (known?.type === type) return known
  return type === 'openai' ? undefined : knownProvider(type) // many speak OpenAI's API, the others are where they are
}

/** https://docs.aws.amazon.com/general/latest/gr/bedrock.html; the key is a Bedrock API key. */
function bedrockIn(region: string): Pick<KnownProvider, 'url' | 'key'> {
  return { url: `https://bedrock-runtime.${region}.amazonaws.com`, key: 'AWS_BEARER_TOKEN_BEDROCK' }
}
