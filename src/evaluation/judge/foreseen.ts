import type { Json } from '../../digest/digest.ts'
import { isList } from '../../resources/json-shape.ts'
import type { AssertionType } from '../../resources/assertion-types.ts'
import type { Model } from '../../resources/project.ts'
import type { Answer, ModelCall } from '../call.ts'
import { judgeCall } from './judge-call.ts'
import type { JudgeQuestion } from './judge-question.ts'
import type { Judged } from './judge-steps.ts'
import { readJudgement } from './read-judgement.ts'

/** What a planned question to a judge will be. */
export interface Foreseen {
  readonly call: ModelCall
  /** Whether the call is this very one; else only its size is known, because it depends on an answer that is not. */
  readonly exact: boolean
}

/**
 * The calls that judging one answer will make, as promptfoo's graders make them.
 * @param value of the assertion, rendered
 * @param judged its `output` is undefined where there is no answer yet
 * @param recall what a model is known to answer to a call
 */
export function foreseeJudgeCalls(
  { type, value, judge, trial }: { type: AssertionType; value: Json | undefined; judge: Model; trial: number },
  judged: Pick<Judged, 'prompt'> & { readonly output: string | undefined },
  recall: (call: ModelCall) => Answer | undefined,
): readonly Foreseen[] {
  const { prompt, output = assumedOutput } = judged
  const foresee = (question: JudgeQuestion, exact: boolean): Foreseen => ({
    call: judgeCall(question, judge, { prompt, output }, trial),
    exact,
  })
  return criteriaIn(value).flatMap((criteria) => {
    if (type !== 'g-eval') return [foresee({ step: stepOf(type), criteria }, judged.output !== undefined)]
    const first = foresee({ step: 'g-eval-steps', criteria }, true)
    const steps = stepsIn(recall(first.call))
    const second = foresee(
      { step: 'g-eval', criteria, steps: steps ?? assumedSteps },
      steps !== undefined && judged.output !== undefined,
    )
    return [first, second]
  })
}

/** About 150 tokens. */
const assumedOutput = 'x'.repeat(600)
const assumedSteps = 'x'.repeat(400)

function criteriaIn(value: Json | undefined): readonly string[] {
  const criteria = isList(value) ? value : [value]
  return criteria.filter((one) => typeof one === 'string')
}

function stepOf(type: AssertionType): JudgeQuestion['step'] {
  if (type === 'factuality' || type === 'model-graded-factuality') return 'factuality'
  return type === 'model-graded-closedqa' ? type : 'llm-rubric'
}

/** As promptfoo joins them. */
function stepsIn(answer: Answer | undefined): string | undefined {
  if (answer === undefined) return undefined
  const judgement = readJudgement('g-eval-steps', answer)
  return typeof judgement === 'string' ? undefined : (judgement['steps'] as readonly string[]).join('\n- ')
}
