import { canonicalJson } from '../digest/digest.ts'
import { exampleCases } from '../resources/few-shot.ts'
import type { Rule } from '../resources/load.ts'
import { judgementAt } from '../source/error-at.ts'
import { casesOf, promptsJudged } from './suite-parts.ts'

/** What a prompt is shown with its answer, it is not judged by. */
export const examplesLeak: Rule = function* (draft) {
  for (const suite of draft.of('EvalSuite')) {
    const found = casesOf(suite, draft)
    if (found === undefined) continue
    for (const prompt of promptsJudged(suite, draft)) {
      const shown = new Set(exampleCases(prompt, draft).map(({ input }) => canonicalJson(input)))
      if (shown.size === 0) continue
      const cases = found.cases.filter(({ input }) => shown.has(canonicalJson(input))).map(({ id }) => id)
      if (cases.length > 0) yield judgementAt(found.place, { code: 'examples-leak', prompt: prompt.name, cases })
    }
  }
}
