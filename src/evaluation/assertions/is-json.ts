import { schemaErrors } from '../json-schema.ts'
import type { AssertionKind, Finding } from './assertion-kind.ts'
import { quote } from './quote.ts'

/** Whether the whole answer is JSON, and satisfies the JSON Schema if there is one. The schema is taken as it is written. */
export const isJson: AssertionKind = {
  rendersValue: false,
  find({ text, json }, schema) {
    if (!json.ok) return decided(false, 'JSON', `but ${json.reason}: ${quote(text)}`)
    if (schema === undefined) return decided(true, 'JSON', 'but it is')
    const errors = schemaErrors(schema, json.value)
    return decided(errors === undefined, 'JSON that satisfies the schema', `but ${errors ?? 'it does'}`)
  },
}

function decided(holds: boolean, wanted: string, instead: string): Finding {
  return { kind: 'decided', holds, wanted, instead }
}
