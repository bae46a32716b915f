import type { Model } from '../../resources/project.ts'
import { isMendable } from '../ask-in-turn.ts'
import type { Ask } from '../ask-model.ts'
import type { Missing, ModelCall } from '../call.ts'
import { missing } from '../missing.ts'
import type { JudgeCall } from '../trial.ts'
import { after } from '../untrusted.ts'
import { judgeCall, repeatedJudgeCall } from './judge-call.ts'
import { type AskJudge, isMissing, type Judgement, type JudgeQuestion } from './judge-question.ts'
import type { Judged } from './judge-steps.ts'
import { readJudgement } from './read-judgement.ts'

/** What is needed to put an assertion's questions about one answer to its judge. */
export interface Judging {
  readonly judge: Model
  readonly judged: Judged
  readonly trial: number
  readonly ask: Ask
}

/** A judge, and what it was asked so far. */
export interface AskedJudge {
  readonly ask: AskJudge
  readonly calls: readonly JudgeCall[]
}

/**
 * A judge is a model like any other: asked through store, budget and policy. What it says that cannot be read is asked for
 * once more; what still cannot be read is missing, never a low score. The same question is put once.
 */
export function createJudge(judging: Judging): AskedJudge {
  const asked = new Map<string, Promise<Judgement | Missing>>()
  const calls: JudgeCall[] = []
  return {
    calls,
    ask(question) {
      const id = JSON.stringify(question)
      const known = asked.get(id) ?? askOnce(question, judging, calls)
      asked.set(id, known)
      return known
    },
  }
}

/** A judge; where it gives no judgement that another can give, its fallbacks, in their order. */
async function askOnce(question: JudgeQuestion, judging: Judging, calls: JudgeCall[]): Promise<Judgement | Missing> {
  const said = await askOne(question, judging, calls)
  const [next, ...others] = judging.judge.fallbacks ?? []
  if (next === undefined || !isMissing(said) || !isMendable(said)) return said
  return askOnce(question, { ...judging, judge: { ...next, fallbacks: others } }, calls)
}

async function askOne(question: JudgeQuestion, judging: Judging, calls: JudgeCall[]): Promise<Judgement | Missing> {
  const { judge, judged, trial } = judging
  const call = judgeCall(question, judge, judged, trial)
  const first = await reply(call, question, judging, calls)
  if ('said' in first) return first.said
  const repeated = repeatedJudgeCall(call, first.text, first.unreadable)
  const second = await reply(repeated, question, judging, calls)
  return 'said' in second ? second.said : ofJudge(judge, missing('unreadable-judgement', second.unreadable))
}

type Reply =
  | { readonly said: Judgement | Missing }
  /** The text, and why it is no judgement. */
  | { readonly text: string; readonly unreadable: string }

async function reply(
  call: ModelCall,
  { step }: JudgeQuestion,
  { judge, ask }: Judging,
  calls: JudgeCall[],
): Promise<Reply> {
  const result = await ask(call, judge.price)
  calls.push({ ...result, asked: call })
  if (result.kind === 'missing') return { said: ofJudge(judge, result) }
  const { answer } = result.call
  const judgement = readJudgement(step, answer)
  return typeof judgement === 'string' ? { text: answer.text, unreadable: judgement } : { said: judgement }
}

function ofJudge({ name, provider }: Model, { reason, detail }: Missing): Missing {
  return { kind: 'missing', reason, detail: after(`judge ${name}: `, detail), provider }
}
