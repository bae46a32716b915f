import { compilePattern } from '../../resources/pattern.ts'
import type { AssertionKind } from './assertion-kind.ts'
import { quote } from './quote.ts'
import { textOf } from './text-assertion.ts'

/**
 * Whether the pattern matches anywhere. What a template inserts into it is part of the pattern, as it is in promptfoo. Other
 * than there, matching takes linear time (RE2): look-around and back-references cannot be used, `.` and classes see code
 * points and not halves of surrogate pairs, `.` excludes only `\n`, `\s` is ASCII, `(?i)` sets flags.
 */
export const regex: AssertionKind = {
  rendersValue: true,
  find({ text }, value) {
    const source = textOf(value)
    if (source === undefined || source === '') return { kind: 'undecided', reason: 'there is no pattern' }
    const pattern = compilePattern(source)
    if (!pattern.ok) return { kind: 'undecided', reason: `the pattern cannot be used: ${pattern.message}` }
    return { kind: 'decided', holds: pattern.test(text), wanted: `to match ${quote(source)}` }
  },
}
