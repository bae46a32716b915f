import type { Json } from '../../digest/digest.ts'
import type { Assertion, Case } from '../../resources/project.ts'
import { renderValue } from '../../resources/template.ts'
import { valueAtPointer } from '../json-pointer.ts'
import { readJson } from '../read-json.ts'
import type { Seen } from './assertion-kind.ts'
import { quote } from './quote.ts'

/** What an assertion sees of an answer, or why it sees nothing. */
export function see(answer: string, at: string | undefined): Seen | string {
  if (at === undefined) return asItIs(answer)
  const json = readJson(answer)
  if (!json.ok) return `there is no ${at}: ${json.reason}: ${quote(answer)}`
  const value = valueAtPointer(json.value, at)
  if (value === undefined) return `there is no ${at} in ${quote(answer)}`
  return { text: textAt(value), json: { ok: true, value } }
}

/** Most assertions look at the text alone, and most answers are no JSON: to find that out takes longer than all else. */
function asItIs(answer: string): Seen {
  return {
    text: answer,
    get json() {
      return readJson(answer)
    },
  }
}

function textAt(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

export type Expected =
  | { readonly ok: true; readonly value: Json | undefined }
  | { readonly ok: false; readonly reason: string }

/** The value of an assertion. Templates in it see the case's own input, its `expected` and the answer as `output`. */
export function expectedValue({ value }: Assertion, row: Case, answer: string): Expected {
  if (value === undefined) return { ok: true, value }
  const rendering = renderValue(value, { input: row.input, expected: row.expected, output: answer })
  if (rendering.ok) return rendering
  const names = rendering.unknown.map(({ name }) => name).join(', ')
  return { ok: false, reason: `the expected value cannot be rendered: ${names || 'it is no template'}` }
}
