import type { ReplyHeaders } from './open-reply.ts'

/** What a reply asks to wait, in ms: `retry-after-ms`, or `Retry-After` in seconds or as a date. Undefined where it does not. */
export function retryAfterMs(headers: ReplyHeaders | undefined, now: number): number | undefined {
  const ms = Number.parseFloat(headers?.get('retry-after-ms') ?? '')
  if (ms >= 0) return ms
  const text = headers?.get('retry-after') ?? ''
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000
  const date = Date.parse(text)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
