import { called, decided, type ToolAssertion } from './tool-assertion.ts'

/** Whether a tool was called, and every call is of a declared tool with arguments that its schema takes. */
export const validToolsCall: ToolAssertion = {
  find({ toolCalls }) {
    const wrong = toolCalls.find(({ isValid }) => !isValid)
    const holds = toolCalls.length > 0 && wrong === undefined
    return decided(holds, wrong === undefined ? called(toolCalls) : `${wrong.name}: ${wrong.problem}`)
  },
}
