import { isMapping } from '../../../resources/json-shape.ts'
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

/** How many steps it took: answers of a model (`message`) and calls of tools (`tool`), or those of one type or name. */
export const stepCount: ToolAssertion = {
  find({ toolCalls, answers }, value) {
    if (!isMapping(value)) return { kind: 'undecided', reason: 'there is no range' }
    const { type, name } = value
    const tools = name === undefined ? toolCalls : toolCalls.filter((call) => isCallOf(call, nameIn(name)))
    const messages = name === undefined ? answers : 0
    const steps = (type === 'message' ? 0 : tools.length) + (type === 'tool' ? 0 : messages)
    const range = rangeIn(value, 0)
    return decided(isWithin(steps, range), `${steps} steps, not ${rangeText(range)}; ${called(toolCalls)}`)
  },
}
