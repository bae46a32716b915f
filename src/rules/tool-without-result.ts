import type { Rule } from '../resources/load.ts'
import { judgementAt } from '../source/error-at.ts'
import { casesOf, promptsJudged } from './suite-parts.ts'

/** A model that calls a tool for which the case has no result is told so, and answers something else than it would in earnest. */
export const toolWithoutResult: Rule = function* (draft) {
  for (const suite of draft.of('EvalSuite')) {
    if (promptsJudged(suite, draft).every(({ tools }) => tools.length === 0)) continue
    const cases = casesOf(suite, draft)?.cases ?? []
    const bare = cases.filter(({ toolResults = [] }) => toolResults.length === 0)
    const [first] = bare
    if (first === undefined) continue
    const problem = { code: 'tool-without-result', suite: suite.name, cases: bare.length, of: cases.length } as const
    yield judgementAt(first.place, problem)
  }
}
