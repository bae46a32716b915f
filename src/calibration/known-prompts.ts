import { execute } from '../evaluation/execute.ts'
import type { Ports } from '../evaluation/execution/ports.ts'
import { memoized } from '../evaluation/memoized.ts'
import { promptText } from '../evaluation/readable-request.ts'
import type { AssertionType } from '../resources/assertion-types.ts'
import { casesById, type JudgedAssertion } from './judged-assertion.ts'

/** What the subject is asked for a case, where the judge is shown that and it is known before anything is asked. */
export type KnownPrompts = (caseId: string) => Promise<string | undefined>

/** Whether a judge of the type is shown what was asked, so that another prompt is another question to it. */
export function showsPrompt(type: AssertionType): boolean {
  return type !== 'llm-rubric'
}

/**
 * The prompts as an evaluation would put them to the judge: those of a Prompt that asks once as they render, others
 * as far as earlier answers are known.
 * @param ports that ask nobody
 */
export function knownPrompts({ evaluation, assertion }: JudgedAssertion, ports: Ports): KnownPrompts {
  if (!showsPrompt(assertion.type)) return () => Promise.resolve(undefined)
  const cases = casesById(evaluation.measure)
  return memoized(async (caseId: string) => {
    const row = cases.get(caseId)
    if (row === undefined) return undefined
    const { produced, byStep, trace } = await execute(evaluation, row, 1, ports)
    const { step } = assertion
    const known = step === undefined ? produced : byStep.get(step)
    const { subject } = evaluation
    const asksOnce = subject.kind === 'Prompt' && subject.tools === undefined && row.turns === undefined
    if (known !== undefined || !asksOnce) return known?.prompt
    const asked = trace.steps.at(-1)?.asked
    return asked && promptText(asked)
  })
}
