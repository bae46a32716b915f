import type { Json } from '../digest/digest.ts'
import { byCodePoints } from './order.ts'
import type { Case } from './project.ts'

/** Cases as they count in the meaning of a resource: by id, since their order changes nothing. */
export function meaningOfCases(cases: readonly Case[]): Json {
  return cases
    .toSorted((a, b) => byCodePoints(a.id, b.id))
    .map(({ id, input, expected, columns }) => ({ ...columns, id, input, expected }))
}
