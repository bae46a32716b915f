import type { Call, CallResult } from '../../evaluation/call.ts'
import { isEmbedding } from '../../evaluation/call.ts'
import { readableRequest } from '../../evaluation/readable-request.ts'
import type { JudgeCall, MadeToolCall, TraceStep } from '../../evaluation/trial.ts'
import { openUntrusted } from '../untrusted.ts'
import type { CallData, ToolCallData } from './page-data.ts'
import type { TextPool } from './text-pool.ts'

/** Calls by their index; one that both sides share is there once. */
export interface CallPool {
  readonly calls: readonly CallData[]
  stepIndex(step: TraceStep): number
  judgeIndex(call: JudgeCall): number
}

export function callPool(texts: TextPool): CallPool {
  const indices = new Map<string, number>()
  const calls: CallData[] = []
  function add(call: CallData): number {
    const key = JSON.stringify(call)
    const index = indices.get(key) ?? calls.push(call) - 1
    indices.set(key, index)
    return index
  }
  return {
    calls,
    stepIndex: ({ id, asked, result, turn, toolCalls, instead }) =>
      add({
        ...callData(id, asked, result, texts),
        ...(turn !== undefined && { turn }),
        ...(toolCalls !== undefined && { tools: toolCalls.map((call) => toolData(call, texts)) }),
        ...(instead !== undefined && { instead: instead.map(({ reason }) => reason) }),
      }),
    judgeIndex: ({ asked, ...result }) => add(callData(asked.model, asked, result, texts)),
  }
}

function callData(name: string, asked: Call, result: CallResult, texts: TextPool): CallData {
  const messages = readableRequest(asked).map(({ role, text }) => ({ role, text: texts.indexOf(text) }))
  if (result.kind === 'missing') {
    return { name, messages, missing: result.reason, detail: texts.indexOf(openUntrusted(result.detail)) }
  }
  const { answer, provider, model } = result.call
  const { usage, latencyMs, firstTokenMs, servedModel } = answer
  return {
    name,
    messages,
    // A vector tells a reader nothing.
    ...(!isEmbedding(asked) && { answer: texts.indexOf(answer.text) }),
    ...(answer.finish !== 'stop' && { finish: answer.finish }),
    model: `${provider}/${servedModel ?? model}`,
    from: result.from,
    ...(latencyMs !== undefined && { ms: latencyMs }),
    ...(firstTokenMs !== undefined && { firstTokenMs }),
    ...(result.cost !== undefined && { usd: result.cost }),
    ...(usage !== undefined && { tokens: { input: usage.inputTokens, output: usage.outputTokens } }),
  }
}

function toolData({ name, written, result, problem }: MadeToolCall, texts: TextPool): ToolCallData {
  return {
    name,
    written: texts.indexOf(written),
    result: texts.indexOf(result),
    ...(problem !== undefined && { problem }),
  }
}
