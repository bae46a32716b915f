import { defaultGate, gateOf } from '../resources/gates.ts'
import type { Rule } from '../resources/load.ts'
import { assertionsByMetric } from '../resources/metrics.ts'
import { judgementAt } from '../source/error-at.ts'
import { criticalZ } from '../statistics/critical-z.ts'
import { casesOf } from './suite-parts.ts'

/** Level of the interval that certifies (design: 95 %, two-sided). */
const level = 0.95

/** With too few cases not even an unchanged answer to every one of them can show that nothing got worse. */
export const suiteTooSmall: Rule = function* (draft) {
  const gate = defaultGate(draft.of('Project')[0]?.fields)
  for (const suite of draft.of('EvalSuite')) {
    const found = casesOf(suite, draft)
    if (found === undefined || suite.assertions.some(({ type }) => type === undefined)) continue
    const metrics = assertionsByMetric(suite.assertions).values()
    const margin = Math.min(...metrics.map((assertions) => gateOf(assertions, gate).maxDrop))
    const needed = casesToCertify(margin)
    const cases = found.cases.length
    if (cases >= needed) continue
    const problem = { code: 'suite-too-small', suite: suite.name, cases, needed, margin } as const
    yield judgementAt(found.place, problem)
  }
}

/** The fewest cases for which the score interval without any flip, z²/(n + z²), stays inside the margin. */
export function casesToCertify(margin: number): number {
  const z2 = criticalZ(level) ** 2
  return Math.floor((z2 * (1 - margin)) / margin) + 1
}
