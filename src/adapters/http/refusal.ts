import type { Answer } from '../../evaluation/call.ts'
import { type Failure, type Secrets, statusFailure } from './failure.ts'
import { at } from './json.ts'
import type { Reply } from './post-bound.ts'

/** What a reply that is no success says. */
export function refusalIn({ status, headers, text }: Reply, secrets: Secrets): Failure {
  const body = parsed(text)
  const quota = [at(body, 'error', 'code'), at(body, 'error', 'type')].includes('insufficient_quota')
  return statusFailure({ status, headers, quota, message: `${status} ${messageOf(body) ?? ''}` }, secrets)
}

/** Some servers refuse a filtered prompt with status 400 (Azure); others answer and say so. */
export function isFilteredPrompt({ status, text }: Reply): boolean {
  return status === 400 && at(parsed(text), 'error', 'code') === 'content_filter'
}

/** The answer to such a prompt. */
export function filteredAnswer(latencyMs: number): Answer {
  return { text: '', finish: 'filter', servedModel: undefined, usage: undefined, latencyMs }
}

/** Where the APIs say what went wrong. */
export function messageOf(body: unknown): string | undefined {
  const places = [at(body, 'error', 'message'), at(body, 'error'), at(body, 'message'), at(body, 'detail')]
  return places.find((message) => typeof message === 'string')
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
