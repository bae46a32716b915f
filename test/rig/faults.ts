import type { Received } from './record.ts'
import { digestOf, uniform } from './random.ts'

/** Seconds or any text as they are; `{dateIn}` becomes an HTTP date so many seconds ahead. */
export type RetryAfter = number | string | { readonly dateIn: number }

/** Everything that a provider, or something on the way to it, is known to do wrong. */
export type Fault =
  /** An error with OpenAI's body for this status: 400, 401, 403, 404, 429, 500, 503 or any other. */
  | {
      readonly fault: 'status'
      readonly status: number
      readonly retryAfter?: RetryAfter
      readonly headers?: Readonly<Record<string, string>>
    }
  /** 429 with code `insufficient_quota`: waiting does not help. */
  | { readonly fault: 'quota' }
  /** 200 whose body is an error; in a stream, an error event after half of the answer. */
  | { readonly fault: 'error-in-200' }
  /** A proxy's page. Default status 502. */
  | { readonly fault: 'html-page'; readonly status?: number }
  | { readonly fault: 'empty-body' }
  /** To the same path at another origin. Default status 307. */
  | { readonly fault: 'redirect'; readonly toOrigin: string; readonly status?: 301 | 302 | 303 | 307 | 308 }
  | { readonly fault: 'reset-before-headers' }
  | { readonly fault: 'reset-mid-body' }
  /** Never answers. */
  | { readonly fault: 'hang' }
  /** Never ends what it began to answer. */
  | { readonly fault: 'stall-mid-body' }
  /** The right answer, but so slowly that only a deadline for the whole ends it. Default: a byte each 100 ms. */
  | { readonly fault: 'drip'; readonly bytes?: number; readonly everyMs?: number }
  | { readonly fault: 'malformed-json' }
  | { readonly fault: 'truncated-json' }
  /** The right body under another name. Default `text/plain`. */
  | { readonly fault: 'wrong-content-type'; readonly contentType?: string }
  /** A valid answer of more than 10 MB; with `gzip`, of some kilobytes on the wire. */
  | { readonly fault: 'huge-body'; readonly bytes?: number; readonly gzip?: boolean }
  | { readonly fault: 'no-choices' }
  | { readonly fault: 'null-content' }
  /** Half an answer: cut at the token limit, or by a content filter. */
  | { readonly fault: 'finish'; readonly reason: 'length' | 'content_filter' }
  | { readonly fault: 'refusal' }
  | { readonly fault: 'missing-usage' }
  /** Answers as another model than the one asked. */
  | { readonly fault: 'served-model'; readonly model: string }

export type FaultName = Fault['fault']

/** When a fault strikes; all that is said must hold, and nothing said is always. */
export interface FaultConditions {
  readonly when?: (received: Readonly<Received>) => boolean
  /** Which of the acceptable requests that `when` holds for, counted from 1. */
  readonly nth?: number | readonly number[]
  /** Seeded by the request's content and how often it came before, so that the order of arrival does not matter. */
  readonly fraction?: number
  /** Strikes so often and no more. */
  readonly times?: number
}

/** The first rule that applies strikes. Requests that OpenAI would refuse are refused and not counted. */
export type FaultScript = readonly (Fault & FaultConditions)[]

/** Decides, request by request, which fault strikes. */
export function faultChooser(script: FaultScript, seed: string): (received: Readonly<Received>) => Fault | undefined {
  const rules = script.map((rule) => ({ rule, met: 0, struck: 0 }))
  const seen = new Map<string, number>()
  return (received) => {
    const content = digestOf([received.path, received.text])
    const repeat = seen.get(content) ?? 0
    seen.set(content, repeat + 1)
    const met = rules.filter(({ rule }) => rule.when?.(received) ?? true)
    for (const entry of met) entry.met++
    const striking = met.find((entry) => applies(entry, uniform(seed, 'fault', rules.indexOf(entry), content, repeat)))
    if (striking !== undefined) striking.struck++
    return striking?.rule
  }
}

interface Tally {
  readonly rule: FaultConditions
  readonly met: number
  readonly struck: number
}

function applies({ rule, met, struck }: Tally, chance: number): boolean {
  const { nth = met, fraction = 1, times = Number.POSITIVE_INFINITY } = rule
  return [nth].flat().includes(met) && chance < fraction && struck < times
}

/** At least one of every fault, for tests that say "whatever the provider does". */
export function everyFault(elsewhere: string): readonly Fault[] {
  const statuses = [400, 401, 403, 404, 408, 429, 500, 502, 503, 529]
  const waits: readonly RetryAfter[] = [1, { dateIn: 1 }, 3600, 'soon']
  const samples: { readonly [K in FaultName]: readonly Extract<Fault, { fault: K }>[] } = {
    status: [
      ...statuses.map((status) => ({ fault: 'status', status }) as const),
      ...waits.map((retryAfter) => ({ fault: 'status', status: 429, retryAfter }) as const),
    ],
    quota: [{ fault: 'quota' }],
    'error-in-200': [{ fault: 'error-in-200' }],
    'html-page': [{ fault: 'html-page' }, { fault: 'html-page', status: 200 }],
    'empty-body': [{ fault: 'empty-body' }],
    redirect: ([301, 302, 303, 307, 308] as const).map((status) => ({
      fault: 'redirect',
      status,
      toOrigin: elsewhere,
    })),
    'reset-before-headers': [{ fault: 'reset-before-headers' }],
    'reset-mid-body': [{ fault: 'reset-mid-body' }],
    hang: [{ fault: 'hang' }],
    'stall-mid-body': [{ fault: 'stall-mid-body' }],
    drip: [{ fault: 'drip' }],
    'malformed-json': [{ fault: 'malformed-json' }],
    'truncated-json': [{ fault: 'truncated-json' }],
    'wrong-content-type': [{ fault: 'wrong-content-type' }],
    'huge-body': [{ fault: 'huge-body' }, { fault: 'huge-body', gzip: true }],
    'no-choices': [{ fault: 'no-choices' }],
    'null-content': [{ fault: 'null-content' }],
    finish: [
      { fault: 'finish', reason: 'length' },
      { fault: 'finish', reason: 'content_filter' },
    ],
    refusal: [{ fault: 'refusal' }],
    'missing-usage': [{ fault: 'missing-usage' }],
    'served-model': [{ fault: 'served-model', model: 'another-model' }],
  }
  return Object.values(samples).flat()
}
