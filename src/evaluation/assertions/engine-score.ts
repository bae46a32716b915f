import type { Json } from '../../digest/digest.ts'
import { assertionTypes } from '../../resources/assertion-types.ts'
import { isList } from '../../resources/json-shape.ts'
import type { Assertion, Case } from '../../resources/project.ts'
import type { Ask } from '../ask-model.ts'
import type { AssertionEngine, EngineFinding, EngineQuestion } from '../assertion-engine.ts'
import type { Missing } from '../call.ts'
import { excerpt } from '../excerpt.ts'
import type { Produced } from '../execution/produced.ts'
import { type AskedJudge, createJudge } from '../judge/ask-judge.ts'
import { missing } from '../missing.ts'
import type { JudgeCall } from '../trial.ts'
import { expectedValue, see } from './seen.ts'
import { reasonLimit } from './why-fails.ts'

/** What was produced for one case, and what is known of it. */
export interface Answered extends Produced {
  readonly row: Case
  readonly trial: number
}

/** Who decides what is not ours, and who asks judges. */
export interface Engine {
  readonly engine: AssertionEngine
  readonly ask: Ask
}

/** How an assertion came out; its score is in [0, 1], its reason undefined where it holds. */
export type AssertionScore =
  | { readonly score: number; readonly reason: string | undefined; readonly judgeCalls?: readonly JudgeCall[] }
  | { readonly missing: Missing; readonly judgeCalls?: readonly JudgeCall[] }

/** UTF-16 units of an answer: some of these types take time that grows with the square. */
const answerLimit = 100_000

/** An assertion of a type that the engine decides. What cannot be decided fails, negated or not. */
export async function engineScore(
  assertion: Assertion,
  answered: Answered,
  { engine, ask }: Engine,
): Promise<AssertionScore> {
  const unmeasured = unmeasuredIn(assertion, answered)
  if (unmeasured !== undefined) return { missing: unmeasured }
  const question = questionFor(assertion, answered)
  if (typeof question === 'string') return fails(question)
  const judged = { prompt: question.prompt, output: question.text }
  const judge = judgeFor(assertion, judged, answered.trial, ask)
  const finding = await engine.find(question, judge.ask)
  const judgeCalls = judge.calls
  return finding.kind === 'missing' ? { missing: finding, judgeCalls } : { ...scoreOf(assertion, finding), judgeCalls }
}

/** What the engine is asked, or why it cannot be asked. */
function questionFor(
  assertion: Assertion,
  { row, prompt, finish, latencyMs, cost, ...answer }: Answered,
): EngineQuestion | string {
  const { type, threshold, at } = assertion
  const seen = see(answer.text, at)
  if (typeof seen === 'string') return seen
  if (seen.text.length > answerLimit) return `the answer is over ${answerLimit} characters`
  const expected = expectedValue(assertion, row, answer.text)
  if (!expected.ok) return expected.reason
  const { value } = expected
  if (isPartlyEmpty(assertion, value)) return 'an expected text is empty'
  return { type, value, threshold, text: seen.text, prompt, finish, latencyMs, cost }
}

/** Latency and cost are measured, or there is nothing to compare with a threshold. */
function unmeasuredIn({ type }: Assertion, { latencyMs, cost }: Answered): Missing | undefined {
  if (type === 'latency' && latencyMs === undefined) return missing('not-recorded', 'the answer has no latency')
  if (type === 'cost' && cost === undefined) return missing('not-recorded', 'the cost of the answer is not known')
  return undefined
}

/** Every answer contains an empty text: an alternative that is one would decide nothing. */
function isPartlyEmpty({ type }: Assertion, value: Json | undefined): boolean {
  if (assertionTypes[type].value !== 'list') return false
  const texts = typeof value === 'string' ? value.split(',') : isList(value) ? value : []
  return texts.length === 0 || texts.some((text) => typeof text === 'string' && text.trim() === '')
}

function judgeFor(
  { type, judge }: Assertion,
  judged: { readonly prompt: string; readonly output: string },
  trial: number,
  ask: Ask,
): AskedJudge {
  if (judge !== undefined) return createJudge({ judge, judged, trial, ask })
  return {
    calls: [],
    ask: () => Promise.reject(new Error(`${type} asks a judge, but names none`)),
  }
}

/** The score of a finding, turned around where the assertion is. What cannot be decided fails, negated or not. */
export function scoreOf(
  { type, negated }: Assertion,
  finding: EngineFinding,
): { readonly score: number; readonly reason: string | undefined } {
  if (finding.kind === 'undecided') return fails(finding.reason)
  const holds = finding.holds !== negated
  const reason = holds
    ? undefined
    : excerpt(negated ? `expected not ${type}, but it holds` : finding.reason, reasonLimit)
  if (assertionTypes[type].scale === 'binary') return { score: holds ? 1 : 0, reason }
  return { score: negated ? 1 - finding.score : finding.score, reason }
}

function fails(reason: string): { readonly score: 0; readonly reason: string } {
  return { score: 0, reason: excerpt(reason, reasonLimit) }
}
