import type { ToolAssertionType } from '../../../resources/assertion-types.ts'
import { stepCount } from './step-count.ts'
import type { ToolAssertion } from './tool-assertion.ts'
import { toolArgsMatch } from './tool-args-match.ts'
import { toolCallF1 } from './tool-call-f1.ts'
import { toolSequence } from './tool-sequence.ts'
import { toolUsed } from './tool-used.ts'
import { validToolsCall } from './valid-tools-call.ts'

/** Every type of assertion over tool calls. */
export const toolAssertions: { readonly [T in ToolAssertionType]: ToolAssertion } = {
  'tool-call-f1': toolCallF1,
  'is-valid-openai-tools-call': validToolsCall,
  'trajectory:tool-used': toolUsed,
  'trajectory:tool-sequence': toolSequence,
  'trajectory:tool-args-match': toolArgsMatch,
  'trajectory:step-count': stepCount,
}
