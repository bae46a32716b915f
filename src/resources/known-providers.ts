export interface KnownProvider {
  /** Base URL of its OpenAI-compatible endpoint. */
  readonly url: string
  /** Environment variable that usually holds its key. */
  readonly key: string
  /** Where the provider documents both. */
  readonly source: string
}

/** Providers that need no entry in the Project, at their own origins. */
export const knownProviders: { readonly [name: string]: KnownProvider } = {
  anthropic: {
    url: 'https://api.anthropic.com/v1',
    key: 'ANTHROPIC_API_KEY',
    source: 'https://docs.anthropic.com/en/api/openai-sdk',
  },
  deepseek: {
    url: 'https://api.deepseek.com/v1',
    key: 'DEEPSEEK_API_KEY',
    source: 'https://api-docs.deepseek.com/',
  },
  google: {
    url: 'https://generativelanguage.googleapis.com/v1beta/openai',
    key: 'GEMINI_API_KEY',
    source: 'https://ai.google.dev/gemini-api/docs/openai',
  },
  groq: {
    url: 'https://api.groq.com/openai/v1',
    key: 'GROQ_API_KEY',
    source: 'https://console.groq.com/docs/openai',
  },
  mistral: {
    url: 'https://api.mistral.ai/v1',
    key: 'MISTRAL_API_KEY',
    source: 'https://docs.mistral.ai/api/',
  },
  openai: {
    url: 'https://api.openai.com/v1',
    key: 'OPENAI_API_KEY',
    source: 'https://platform.openai.com/docs/api-reference/introduction',
  },
  openrouter: {
    url: 'https://openrouter.ai/api/v1',
    key: 'OPENROUTER_API_KEY',
    source: 'https://openrouter.ai/docs/quickstart',
  },
  together: {
    url: 'https://api.together.xyz/v1',
    key: 'TOGETHER_API_KEY',
    source: 'https://docs.together.ai/docs/openai-api-compatibility',
  },
}
