import type { Answer } from '../call.ts'
import { schemaErrors } from '../json-schema.ts'
import { readJson } from '../read-json.ts'
import type { Judgement, JudgeStep } from './judge-question.ts'
import { judgeSteps } from './judge-steps.ts'

const unfinished: { readonly [F in Answer['finish']]: string | undefined } = {
  stop: undefined,
  length: 'the judgement was cut at the token limit',
  refusal: 'the judge declined to judge',
  filter: 'the provider withheld the judgement',
}

/** What the judge said, or why that cannot be read. One code fence around the whole reply is taken off, and nothing else. */
export function readJudgement(step: JudgeStep, { text, finish }: Answer): Judgement | string {
  const interruption = unfinished[finish]
  if (interruption !== undefined) return interruption
  const read = readJson(withoutFence(text))
  if (!read.ok) return read.reason.replace('answer', 'judgement')
  return schemaErrors(judgeSteps[step].reply, read.value) ?? (read.value as Judgement)
}

function withoutFence(text: string): string {
  const [, inner] = /^```(?:json)?\n([^]*)\n```$/.exec(text.trim()) ?? []
  return inner ?? text
}
