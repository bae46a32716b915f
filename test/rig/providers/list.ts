import { anthropic } from './anthropic.ts'
import { azure } from './azure.ts'
import { bedrock } from './bedrock.ts'
import type { Dialect } from './dialect.ts'
import { google } from './google.ts'
import { mistral } from './mistral.ts'
import { ollama } from './ollama.ts'

export const dialects = { anthropic, azure, bedrock, google, mistral, ollama } as const satisfies Record<
  string,
  Dialect
>
