import type { Json } from '../../digest/digest.ts'
import type { Assertion, Case } from '../../resources/project.ts'
import { renderValue } from '../../resources/template.ts'
import { excerpt } from '../excerpt.ts'
import { valueAtPointer } from '../json-pointer.ts'
import { readJson } from '../read-json.ts'
import type { Finding, Seen } from './assertion-kind.ts'
import { assertionKinds } from './list.ts'
import { quote } from './quote.ts'

/** UTF-16 units of a reason. */
const reasonLimit = 200

/**
 * Why an answer fails an assertion, in at most 200 characters; undefined where it holds. What cannot be decided fails,
 * negated or not: there is nothing at `at`, or the expected value is not known.
 */
export function whyFails(assertion: Assertion, row: Case, answer: string): string | undefined {
  const seen = see(answer, assertion.at)
  if (typeof seen === 'string') return excerpt(seen, reasonLimit)
  const finding = find(assertion, row, answer, seen)
  if (finding.kind === 'undecided') return excerpt(finding.reason, reasonLimit)
  if (finding.holds !== assertion.negated) return undefined
  const wanted = `expected ${assertion.negated ? 'not ' : ''}${finding.wanted}`
  return excerpt(`${wanted}, ${finding.instead ?? `found ${quote(seen.text)}`}`, reasonLimit)
}

/** What is seen, or why nothing is. */
function see(answer: string, at: string | undefined): Seen | string {
  const json = readJson(answer)
  if (at === undefined) return { text: answer, json }
  if (!json.ok) return `there is no ${at}: ${json.reason}: ${quote(answer)}`
  const value = valueAtPointer(json.value, at)
  if (value === undefined) return `there is no ${at} in ${quote(answer)}`
  return { text: textAt(value), json: { ok: true, value } }
}

function textAt(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Templates in the expected value see the case's own input, its `expected` and the answer as `output`. */
function find({ type, value }: Assertion, row: Case, answer: string, seen: Seen): Finding {
  const kind = assertionKinds[type]
  if (value === undefined || !kind.rendersValue) return kind.find(seen, value)
  const rendering = renderValue(value, { input: row.input, expected: row.expected, output: answer })
  if (rendering.ok) return kind.find(seen, rendering.value)
  const names = rendering.unknown.map(({ name }) => name).join(', ')
  return { kind: 'undecided', reason: `the expected value cannot be rendered: ${names || 'it is no template'}` }
}
