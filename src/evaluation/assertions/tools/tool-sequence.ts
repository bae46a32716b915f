import { isList, isMapping } from '../../../resources/json-shape.ts'
import type { MadeToolCall } from '../../trial.ts'
import { called, decided, isCallOf, nameIn, type ToolAssertion } from './tool-assertion.ts'

/** Whether the named tools were called in this order, with others between them; `exact`: these calls and no others. */
export const toolSequence: ToolAssertion = {
  find({ toolCalls }, value) {
    const steps = isMapping(value) ? value['steps'] : value
    const wanted = isList(steps) ? steps.map(nameIn) : []
    if (wanted.length === 0) return { kind: 'undecided', reason: 'there is no sequence' }
    const isExact = isMapping(value) && value['mode'] === 'exact'
    const holds = isExact ? isSame(toolCalls, wanted) : isInOrder(toolCalls, wanted)
    return decided(
      holds,
      `not called${isExact ? ' exactly' : ''} in this order: ${wanted.join(', ')}; ${called(toolCalls)}`,
    )
  },
}

function isSame(calls: readonly MadeToolCall[], wanted: readonly string[]): boolean {
  return calls.length === wanted.length && calls.every((call, index) => isCallOf(call, wanted[index] ?? ''))
}

function isInOrder(calls: readonly MadeToolCall[], wanted: readonly string[]): boolean {
  let next = 0
  for (const call of calls) if (next < wanted.length && isCallOf(call, wanted[next] ?? '')) next += 1
  return next === wanted.length
}
