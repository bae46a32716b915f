import { assertionTypes, type ToolAssertionType } from '../../../resources/assertion-types.ts'
import type { Assertion, Case } from '../../../resources/project.ts'
import { excerpt } from '../../excerpt.ts'
import type { Produced } from '../../execution/produced.ts'
import { type AssertionScore, scoreOf } from '../engine-score.ts'
import { expectedValue } from '../seen.ts'
import { reasonLimit } from '../why-fails.ts'
import { toolAssertions } from './list.ts'

/** An assertion over the tool calls that led to an answer. */
export type ToolCallAssertion = Assertion & { readonly type: ToolAssertionType }

export function isAboutTools(assertion: Assertion): assertion is ToolCallAssertion {
  return assertionTypes[assertion.type].by === 'tool calls'
}

export function toolScore(assertion: ToolCallAssertion, row: Case, produced: Produced): AssertionScore {
  const expected = expectedValue(assertion, row, produced.text)
  if (!expected.ok) return { score: 0, reason: excerpt(expected.reason, reasonLimit) }
  return scoreOf(assertion, toolAssertions[assertion.type].find(produced, expected.value, assertion))
}
