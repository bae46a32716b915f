import { anthropic } from './anthropic.ts'
import { azure } from './azure.ts'
import { bedrock } from './bedrock.ts'
import { google } from './google.ts'
import { mistral } from './mistral.ts'
import { ollama } from './ollama.ts'
import type { BindingOf, NativeBinding, Protocol } from './protocol.ts'

const protocols: { readonly [T in NativeBinding['type']]: Protocol<BindingOf<T>> } = {
  anthropic,
  azure,
  bedrock,
  google,
  mistral,
  ollama,
}

/** How the API of a binding is spoken. */
export function protocolOf(binding: NativeBinding): Protocol {
  return protocols[binding.type] as Protocol
}
