import type { Json } from '../../../digest/digest.ts'
import { isList, isMapping } from '../../../resources/json-shape.ts'
import { quote } from '../quote.ts'
import { sameJson } from '../../same-json.ts'
import { called, decided, isCallOf, nameIn, type ToolAssertion } from './tool-assertion.ts'

/** Whether a call of the tool has these arguments: among others, or with `exact` these alone. */
export const toolArgsMatch: ToolAssertion = {
  find({ toolCalls }, value) {
    if (!isMapping(value)) return { kind: 'undecided', reason: 'there is no call to compare with' }
    const { args = {}, mode } = value
    const name = nameIn(value['name'])
    const calls = toolCalls.filter((call) => isCallOf(call, name))
    const matches = mode === 'exact' ? sameJson : holds
    const found = calls.some((call) => call.arguments !== undefined && matches(call.arguments, args))
    const made = calls.map(({ written }) => written).join(', ')
    const instead = calls.length === 0 ? called(toolCalls) : `called with ${quote(made)}`
    return decided(found, `${name} was not called with ${quote(JSON.stringify(args))}; ${instead}`)
  },
}

/** Whether a value has what is wanted: of an object these fields, of a list as many items. */
function holds(given: Json | undefined, wanted: Json): boolean {
  if (isList(wanted)) {
    return isList(given) && given.length === wanted.length && wanted.every((item, index) => holds(given[index], item))
  }
  if (!isMapping(wanted)) return sameJson(given, wanted)
  return (
    isMapping(given) &&
    Object.entries(wanted).every(([key, item]) => Object.hasOwn(given, key) && holds(given[key], item))
  )
}
