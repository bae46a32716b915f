import type { Json } from '../digest/digest.ts'
import { byCodePoints } from './order.ts'
import type { Case } from './project.ts'

/** Cases as they count in the meaning of a resource: by id, since their order changes nothing. */
export function meaningOfCases(cases: readonly Case[]): Json {
  const meaning = known.get(cases) ?? inOrder(cases)
  known.set(cases, meaning)
  return meaning
}

/** Base and head often have the very same cases. */
const known = new WeakMap<readonly Case[], Json>()

function inOrder(cases: readonly Case[]): Json {
  return cases
    .toSorted((a, b) => byCodePoints(a.id, b.id))
    .map((one) => ({ ...one.columns, id: one.id, ...judgedFields(one) }))
}

/** What a case puts to a subject and its answers. */
export function judgedFields({ input, expected, turns, toolResults }: Case) {
  const tools = toolResults?.map(({ call, arguments: given, result }) => {
    return { call, ...(given !== undefined && { arguments: given }), result }
  })
  return { input, expected, ...(turns !== undefined && { turns }), ...(tools !== undefined && { tools }) }
}
