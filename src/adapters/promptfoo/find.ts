import type { assertions } from 'promptfoo'
import type { EngineFinding, EngineQuestion } from '../../evaluation/assertion-engine.ts'
import type { Judgement, JudgeQuestion } from '../../evaluation/judge/judge-question.ts'
import { supportedType } from '../../resources/assertion-types.ts'
import { judgeProvider } from './provider.ts'

/** What we use of promptfoo. */
export interface Parts {
  readonly assertions: Pick<typeof assertions, 'runAssertion'>
}

type Options = Parameters<Parts['assertions']['runAssertion']>[0]

/** Undefined: there is no judgement. */
export type AskForJudgement = (question: JudgeQuestion) => Promise<Judgement | undefined>

/** Applies one assertion of promptfoo's. What it throws says that value and answer do not go together. */
export async function findWith(
  { assertions }: Parts,
  question: EngineQuestion,
  ask: AskForJudgement,
): Promise<EngineFinding> {
  if (supportedType(question.type)?.entry.by !== 'promptfoo') throw new Error(`${question.type} is not for promptfoo`)
  try {
    const { pass, score, reason } = await assertions.runAssertion(optionsFor(question, ask))
    return decided(pass, score, reason)
  } catch (error) {
    return { kind: 'undecided', reason: error instanceof Error ? error.message : String(error) }
  }
}

/** The fields of an assertion that can load, run or transform something are not even there. */
function optionsFor(question: EngineQuestion, ask: AskForJudgement): Options {
  const { type, value, threshold, text, prompt, finish, latencyMs, cost } = question
  const provider = judgeProvider(ask)
  const options = {
    prompt,
    assertion: { type, ...(value !== undefined && { value }), ...(threshold !== undefined && { threshold }) },
    test: { vars: {}, options: { provider } },
    providerResponse: { output: text, finishReason: finish, ...(cost !== undefined && { cost }) },
    ...(latencyMs !== undefined && { latencyMs }),
  }
  return options as Options
}

function decided(holds: boolean, score: number, reason: string): EngineFinding {
  if (!(score >= 0 && score <= 1)) return { kind: 'undecided', reason: `a score of ${score} is not between 0 and 1` }
  return { kind: 'decided', holds, score, reason }
}
