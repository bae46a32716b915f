import { readAddress } from '../resources/target-address.ts'
import type { Rule } from '../resources/load.ts'
import { errorAt } from '../source/error-at.ts'

/** A target says where it is: the fields of its type, no others, and a place that may be written to. */
export const targetAddress: Rule = function* (draft) {
  for (const { fields, placeOf } of draft.of('DeploymentTarget')) {
    const reading = readAddress(fields.to)
    if (reading.ok) continue
    for (const { path, part, problem } of reading.found) yield errorAt(placeOf(['to', ...path], part), problem)
  }
}
