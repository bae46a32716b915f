import { isList } from '../../../resources/json-shape.ts'
import { called, decided, nameIn, type ToolAssertion } from './tool-assertion.ts'

/** The harmonic mean of precision and recall over the names of the tools that were called and those that should have been. */
export const toolCallF1: ToolAssertion = {
  find({ toolCalls }, value, { threshold = 1 }) {
    const listed = isList(value) ? value.map(nameIn) : nameIn(value ?? '').split(',')
    const wanted = new Set(listed.map((name) => name.trim()).filter((name) => name !== ''))
    if (wanted.size === 0) return { kind: 'undecided', reason: 'there is no expected tool' }
    const made = new Set(toolCalls.map(({ name }) => name))
    const shared = wanted.intersection(made).size
    const score = (2 * shared) / (wanted.size + made.size)
    return decided(
      score >= threshold,
      `F1 is ${score.toFixed(3)}; expected: ${[...wanted].join(', ')}; ${called(toolCalls)}`,
      score,
    )
  },
}
