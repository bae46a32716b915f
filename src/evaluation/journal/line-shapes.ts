import type { Spent } from '../expense.ts'
import type { Shard } from '../shard/shard.ts'
import { mostShards } from '../shard/shard.ts'
import type {
  AnswerFailure,
  AnswerFailureReason,
  AssertionResult,
  MadeToolCall,
  MetricScore,
  SharedCall,
  StepValue,
  Trace,
  TraceStep,
  Trial,
} from '../trial.ts'
import { call, callResult, judgeCall, missingFields } from './call-shapes.ts'
import {
  type JournalEnd,
  type JournalHead,
  type JournalShared,
  type JournalTree,
  type JournalTrial,
} from './journal.ts'
import { journalVersion } from './journal.ts'
import { callPlan } from './plan-shapes.ts'
import * as is from './shape.ts'

const toolCall = is.fields<MadeToolCall>({
  name: is.text,
  written: is.text,
  arguments: is.optional(is.mapOf(is.json)),
  isValid: is.flag,
  problem: is.optional(is.text),
  result: is.text,
})

const missing = is.fields(missingFields)

const step = is.fields<TraceStep>({
  id: is.text,
  asked: call,
  result: callResult,
  turn: is.optional(is.ordinal),
  toolCalls: is.optional(is.listOf(toolCall)),
  instead: is.optional(is.listOf(missing)),
})

const trace = is.fields<Trace>({
  steps: is.listOf(step),
  values: is.optional(is.listOf(is.fields<StepValue>({ id: is.text, output: is.text }))),
  latencyMs: is.optional(is.amountOrNull),
  judgeCalls: is.listOf(judgeCall),
})

const failures: { readonly [reason in AnswerFailureReason]: true } = {
  truncated: true,
  refused: true,
  filtered: true,
  unparsable: true,
  'step-limit': true,
  'tool-call': true,
}

const answerFailure = is.fields<AnswerFailure>({
  kind: is.oneOf('answer-failure'),
  reason: is.oneOf(...Object.keys(failures)),
  output: is.text,
  detail: is.text,
})

const scored = is.fields<{ kind: 'scored'; output: unknown }>({ kind: is.oneOf('scored'), output: is.text })

const outcome = is.chosen(({ kind }) => {
  if (kind === 'missing') return missing
  return kind === 'scored' ? scored : answerFailure
})

const score = is.fields<MetricScore>({
  metric: is.text,
  score: is.share,
  assertions: is.listOf(
    is.fields<AssertionResult>({ assertion: is.count, score: is.share, reason: is.optional(is.text) }),
  ),
})

const trial = is.fields<Trial>({
  caseId: is.text,
  trial: is.ordinal,
  trace,
  outcome,
  scores: is.listOf(score),
})

/** As many as a suite may have. */
const trialsOfSuite = is.oneOf(...Array.from({ length: 100 }, (_, at) => at + 1))

const tree = is.fields<JournalTree>({
  label: is.text,
  commit: is.optional(is.textLike('a commit', /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/)),
})

const shard: is.Shape = (value) =>
  is.fields<Shard>({ index: is.ordinal, of: is.ordinal })(value) ??
  (isShard(value as Shard) ? undefined : { way: [], wanted: `one of at most ${mostShards} shards` })

function isShard({ index, of }: Shard): boolean {
  return index <= of && of <= mostShards
}

export const headShape = is.fields<JournalHead>({
  line: is.oneOf('run'),
  version: is.oneOf(journalVersion),
  command: is.oneOf('eval', 'check'),
  folder: is.text,
  suite: is.optional(is.text),
  leastTrials: is.optional(trialsOfSuite),
  stopEarly: is.optional(is.oneOf(true)),
  head: tree,
  base: is.optional(tree),
  policy: is.optional(tree),
  today: is.optional(is.textLike('a day', /^\d{4}-\d\d-\d\d$/)),
  startedAt: is.amount,
  work: is.digest,
  shard,
  trials: is.count,
  plan: callPlan,
})

export const trialShape = is.fields<JournalTrial>({
  line: is.oneOf('trial'),
  evaluation: is.count,
  place: is.count,
  trial,
})

export const sharedShape = is.fields<JournalShared>({
  line: is.oneOf('shared'),
  evaluation: is.count,
  round: is.count,
  call: is.fields<SharedCall>({ asked: call, result: callResult }),
})

const spent = is.fields<Spent>({
  newCalls: is.count,
  fromStore: is.count,
  recorded: is.count,
  usd: is.amount,
  judgeUsd: is.optional(is.amount),
  unpriced: is.count,
  baseAgeMs: is.optional(is.amount),
  chargedUsd: is.optional(is.amount),
  replaced: is.optional(is.count),
  ms: is.optional(is.amount),
})

export const endShape = is.fields<JournalEnd>({ line: is.oneOf('end'), trials: is.count, spent })
