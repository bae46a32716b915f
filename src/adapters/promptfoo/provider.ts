import type { Json } from '../../digest/digest.ts'
import type { Judgement, JudgeQuestion, JudgeStep } from '../../evaluation/judge/judge-question.ts'
import type { AskForJudgement } from './find.ts'

/** What promptfoo calls a provider, as far as its graders use one. */
interface GradingProvider {
  id(): string
  callApi(prompt: string, context: Context): Promise<{ output: unknown } | { error: string }>
}

interface Context {
  readonly prompt: { readonly label: string }
  readonly vars: { readonly [name: string]: unknown }
}

/**
 * The judge, as promptfoo's graders see it. The prompt they have made is not used: the question is put by us, and what
 * the judge says is handed back in the form that the grader reads.
 */
export function judgeProvider(ask: AskForJudgement): GradingProvider {
  return {
    id: () => 'judge',
    async callApi(_prompt, context) {
      const question = questionOf(context)
      const judgement = await ask(question)
      return judgement === undefined
        ? { error: 'there is no judgement' }
        : { output: inWords[question.step](judgement) }
    },
  }
}

/** What each step holds the answer against, by its name in promptfoo. */
const criteriaNames: { readonly [step in JudgeStep]: string } = {
  'llm-rubric': 'rubric',
  factuality: 'ideal',
  'model-graded-closedqa': 'criteria',
  'g-eval-steps': 'criteria',
  'g-eval': 'criteria',
}

function questionOf({ prompt, vars }: Context): JudgeQuestion {
  const step = prompt.label as JudgeStep
  const name = criteriaNames[step]
  if (name === undefined) throw new Error(`a grader asks what is not known here: ${prompt.label}`)
  return { step, criteria: String(vars[name]), ...(step === 'g-eval' && { steps: String(vars['steps']) }) }
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** A judgement as promptfoo's grader of the step reads it. */
const inWords: { readonly [step in JudgeStep]: (judgement: Judgement) => unknown } = {
  'llm-rubric': (judgement) => judgement,
  factuality: (judgement) => JSON.stringify(judgement),
  'model-graded-closedqa': ({ reason, meets }) => `${textOf(reason)}\n${meets === true ? 'Y' : 'N'}`,
  'g-eval-steps': ({ steps }) => JSON.stringify({ steps }),
  'g-eval': (judgement) => JSON.stringify(judgement),
}
