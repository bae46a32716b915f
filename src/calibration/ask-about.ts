import { type Engine, engineScore } from '../evaluation/assertions/engine-score.ts'
import type { Missing } from '../evaluation/call.ts'
import { judgeSteps } from '../evaluation/judge/judge-steps.ts'
import { readJudgement } from '../evaluation/judge/read-judgement.ts'
import { missing } from '../evaluation/missing.ts'
import type { JudgeCall } from '../evaluation/trial.ts'
import { asUntrusted } from '../evaluation/untrusted.ts'
import type { Untrusted } from '../evaluation/untrusted.ts'
import type { AssertionType } from '../resources/assertion-types.ts'
import type { Case } from '../resources/project.ts'
import type { JudgedAssertion } from './judged-assertion.ts'
import { showsPrompt } from './known-prompts.ts'

/** An output that was labelled, or may be. */
export interface JudgedOutput {
  readonly row: Case
  readonly output: string
  /** What was asked; undefined where that is not known. */
  readonly prompt: string | undefined
}

/** What the assertion with its judge made of an output, `not-` and threshold included. */
export interface Opinion {
  /** In [0, 1]. */
  readonly score: number
  readonly holds: boolean
  /** As the judge says it. */
  readonly reason: Untrusted | undefined
}

export type Asked = { readonly calls: readonly JudgeCall[] } & (
  | { readonly opinion: Opinion }
  | { readonly missing: Missing }
)

/** Puts an output to the judge with the question of an evaluation's first trial, so that what either asked serves both. */
export async function askAbout(
  { assertion }: JudgedAssertion,
  { row, output, prompt }: JudgedOutput,
  engine: Engine,
): Promise<Asked> {
  if (prompt === undefined && showsPrompt(assertion.type))
    return { missing: missing('not-recorded', 'what was asked is not known'), calls: [] }
  const facts = { finish: 'stop', latencyMs: undefined, cost: undefined, toolCalls: [], answers: 1 } as const
  const answered = { row, trial: 1, text: output, prompt: prompt ?? '', ...facts }
  const found = await engineScore(assertion, answered, engine)
  const { judgeCalls: calls = [] } = found
  if ('missing' in found) return { missing: found.missing, calls }
  const { score, reason } = found
  const said = reasonIn(assertion.type, calls.at(-1)) ?? reason
  return {
    opinion: { score, holds: reason === undefined, reason: said === undefined ? said : asUntrusted(said) },
    calls,
  }
}

/** A judge says why also where the assertion holds. */
function reasonIn(type: AssertionType, call: JudgeCall | undefined): string | undefined {
  if (call?.kind !== 'answered') return undefined
  const step = Object.keys(judgeSteps).find((one) => one === type) ?? 'factuality'
  const judgement = readJudgement(step as keyof typeof judgeSteps, call.call.answer)
  const reason = typeof judgement === 'string' ? undefined : judgement['reason']
  return typeof reason === 'string' ? reason : undefined
}
