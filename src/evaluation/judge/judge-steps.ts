import type { Json } from '../../digest/digest.ts'
import type { JudgeQuestion, JudgeStep } from './judge-question.ts'

/** What an answer is judged on. */
export interface Judged {
  /** What was asked. */
  readonly prompt: string
  /** The answer, or what `at` leads to in it. */
  readonly output: string
}

interface StepWords {
  /** What the judge has to do, and what the fields of its reply mean. */
  readonly task: string
  /** The material, by the name that `task` gives it, in order. */
  readonly material: (question: JudgeQuestion, judged: Judged) => { readonly [name: string]: string }
  /** JSON Schema of the reply. */
  readonly reply: Json
}

const reason = { type: 'string', minLength: 1 }

/** The questions behind promptfoo's model-graded assertions: the same tasks and scales, in words of ours. */
export const judgeSteps: { readonly [step in JudgeStep]: StepWords } = {
  'llm-rubric': {
    task: [
      'Grade the OUTPUT by the RUBRIC, and by nothing else.',
      '"reason": in one or two sentences, why. "pass": whether the OUTPUT satisfies the RUBRIC.',
      '"score": from 0 (not at all) to 1 (wholly).',
    ].join('\n'),
    material: ({ criteria }, { output }) => ({ RUBRIC: criteria, OUTPUT: output }),
    reply: objectOf({ reason, pass: { type: 'boolean' }, score: { type: 'number', minimum: 0, maximum: 1 } }),
  },
  factuality: {
    task: [
      'Compare the facts in the SUBMISSION with those in the REFERENCE, an expert answer to the QUESTION. Ignore style.',
      '"reason": in one or two sentences, why. "category": one of',
      'A: the SUBMISSION is a subset of the REFERENCE and consistent with it;',
      'B: it is a superset and consistent with it; C: it has all the same details;',
      'D: they disagree; E: they differ in what does not matter for the facts.',
    ].join('\n'),
    material: ({ criteria }, { prompt, output }) => ({ QUESTION: prompt, REFERENCE: criteria, SUBMISSION: output }),
    reply: objectOf({ reason, category: { enum: ['A', 'B', 'C', 'D', 'E'] } }),
  },
  'model-graded-closedqa': {
    task: [
      'Does the SUBMISSION, an answer to the QUESTION, meet the CRITERION?',
      '"reason": step by step, why. "meets": whether it does.',
    ].join('\n'),
    material: ({ criteria }, { prompt, output }) => ({ QUESTION: prompt, CRITERION: criteria, SUBMISSION: output }),
    reply: objectOf({ reason, meets: { type: 'boolean' } }),
  },
  'g-eval-steps': {
    task: [
      'The CRITERIA say how a reply to a prompt should be judged.',
      '"steps": three or four concise steps that lead from a prompt and a reply to a grade by the CRITERIA.',
    ].join('\n'),
    material: ({ criteria }) => ({ CRITERIA: criteria }),
    reply: objectOf({ steps: { type: 'array', minItems: 1, maxItems: 10, items: { type: 'string', pattern: '\\S' } } }),
  },
  'g-eval': {
    task: [
      'Grade the REPLY to the PROMPT by the CRITERIA, going through the STEPS.',
      '"reason": what led to the grade, with what the REPLY says. "score": from 0 (the worst) to 10 (the best).',
    ].join('\n'),
    material: ({ criteria, steps = '' }, { prompt, output }) => ({
      CRITERIA: criteria,
      STEPS: steps,
      PROMPT: prompt,
      REPLY: output,
    }),
    reply: objectOf({ reason, score: { type: 'number', minimum: 0, maximum: 10 } }),
  },
}

function objectOf(properties: { readonly [name: string]: Json }): Json {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false }
}
