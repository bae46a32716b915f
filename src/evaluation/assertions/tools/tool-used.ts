import type { Json } from '../../../digest/digest.ts'
import { isList, isMapping } from '../../../resources/json-shape.ts'
import type { EngineFinding } from '../../assertion-engine.ts'
import type { MadeToolCall } from '../../trial.ts'
import {
  called,
  decided,
  isCallOf,
  isWithin,
  nameIn,
  rangeIn,
  rangeText,
  type ToolAssertion,
} from './tool-assertion.ts'

/** Whether every named tool was called, where it is negated whether any was. `{name, min, max}`: how often one was. */
export const toolUsed: ToolAssertion = {
  find({ toolCalls }, value, { negated }) {
    if (isMapping(value)) return findUses(toolCalls, value)
    const wanted = (isList(value) ? value : [value]).map(nameIn)
    const missing = wanted.filter((name) => !toolCalls.some((call) => isCallOf(call, name)))
    const holds = negated ? missing.length < wanted.length : missing.length === 0
    return decided(holds, `not called: ${missing.join(', ')}; ${called(toolCalls)}`)
  },
}

function findUses(calls: readonly MadeToolCall[], value: { readonly [field: string]: Json }): EngineFinding {
  const tool = nameIn(value['name'])
  const range = rangeIn(value, 1)
  const uses = calls.filter((call) => isCallOf(call, tool)).length
  return decided(isWithin(uses, range), `${tool} was called ${uses} times, not ${rangeText(range)}; ${called(calls)}`)
}
