import { anthropic } from './anthropic.ts'
import { azure } from './azure.ts'
import { bedrock } from './bedrock.ts'
import type { Dialect } from './dialect.ts'
import { google } from './google.ts'
import { mistral } from './mistral.ts'
import { ollama } from './ollama.ts'
import { openai } from './openai.ts'

/** Those that promptfoo speaks to. */
export const dialects = { anthropic, azure, bedrock, google, mistral, ollama } as const satisfies Record<
  string,
  Dialect
>

/** All that a Project may bind. */
export const everyDialect = { openai, ...dialects } as const
