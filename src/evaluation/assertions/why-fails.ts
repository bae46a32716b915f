import type { OwnAssertionType } from '../../resources/assertion-types.ts'
import type { Assertion, Case } from '../../resources/project.ts'
import { excerpt } from '../excerpt.ts'
import type { Finding, Seen } from './assertion-kind.ts'
import { assertionKinds } from './list.ts'
import { quote } from './quote.ts'
import { expectedValue, see } from './seen.ts'

/** UTF-16 units of a reason. */
export const reasonLimit = 200

/** An assertion of a type that we decide. */
export type OwnAssertion = Assertion & { readonly type: OwnAssertionType }

export function isOwn(assertion: Assertion): assertion is OwnAssertion {
  return Object.hasOwn(assertionKinds, assertion.type)
}

/**
 * Why an answer fails an assertion, in at most 200 characters; undefined where it holds. What cannot be decided fails,
 * negated or not: there is nothing at `at`, or the expected value is not known.
 */
export function whyFails(assertion: OwnAssertion, row: Case, answer: string): string | undefined {
  const seen = see(answer, assertion.at)
  if (typeof seen === 'string') return excerpt(seen, reasonLimit)
  const finding = find(assertion, row, answer, seen)
  if (finding.kind === 'undecided') return excerpt(finding.reason, reasonLimit)
  if (finding.holds !== assertion.negated) return undefined
  const wanted = `expected ${assertion.negated ? 'not ' : ''}${finding.wanted}`
  return excerpt(`${wanted}, ${finding.instead ?? `found ${quote(seen.text)}`}`, reasonLimit)
}

function find(assertion: OwnAssertion, row: Case, answer: string, seen: Seen): Finding {
  const kind = assertionKinds[assertion.type]
  if (!kind.rendersValue) return kind.find(seen, assertion.value)
  const expected = expectedValue(assertion, row, answer)
  return expected.ok ? kind.find(seen, expected.value) : { kind: 'undecided', reason: expected.reason }
}
