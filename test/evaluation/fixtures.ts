import { setTimeout as wait } from 'node:timers/promises'
import type { Digest, Json } from '../../src/digest/digest.ts'
import type { CallStore, Clock, ModelCall, OpenTransport, StoredCall } from '../../src/evaluation/call.ts'
import { createAsker } from '../../src/evaluation/ask-model.ts'
import type { Ask, AskerOptions } from '../../src/evaluation/ask-model.ts'
import type { AssertionEngine } from '../../src/evaluation/assertion-engine.ts'
import { createBudget } from '../../src/evaluation/budget.ts'
import type { Produced } from '../../src/evaluation/execution/produced.ts'
import { recordedLayer } from '../../src/evaluation/recorded.ts'
import type { Evaluation } from '../../src/evaluation/trial.ts'
import type { Untrusted } from '../../src/evaluation/untrusted.ts'
import { openTransportWith } from '../../src/commands/open-transport.ts'
import type { Place } from '../../src/diagnostic/place.ts'
import type { Policy, ProviderBinding } from '../../src/resources/policy.ts'
import type { Assertion, Case, CaseFields, Measure, Metric, Model, Prompt } from '../../src/resources/project.ts'

export const place = { in: 'yaml', file: 'llmops.yaml', document: 0, path: [], part: 'value' } as const satisfies Place

/** Only tests may make a policy out of nothing. */
export function policyWith(providers: readonly ProviderBinding[], more: Partial<Policy> = {}): Policy {
  const policy = {
    source: 'base',
    providers: new Map(providers.map((binding) => [binding.name, binding])),
    budget: { usd: 2, calls: undefined },
    recorded: 'refuse',
    whenUnsure: 'allow',
    defaultGate: { maxDrop: 0.05, min: undefined },
    ...more,
  }
  return policy as unknown as Policy
}

export function openai(url: string, more: Partial<ProviderBinding & { type: 'openai' }> = {}): ProviderBinding {
  return { type: 'openai', name: 'rig', url, key: undefined, concurrency: 8, timeoutMs: 250_000, ...more }
}

/** A store in memory, whose calls a test may look at. */
export function mapStore(): CallStore & { readonly calls: Map<Digest, StoredCall> } {
  const calls = new Map<Digest, StoredCall>()
  return { calls, get: (key) => calls.get(key), put: (call) => void calls.set(call.key, call) }
}

/** Real time, `factor` times as fast; remembers what was slept. No jitter but what `random` says. */
export function quickClock(factor: number, random = 0.5): Clock & { readonly sleeps: number[] } {
  const start = Date.now()
  const sleeps: number[] = []
  return {
    sleeps,
    now: () => start + (Date.now() - start) * factor,
    random: () => random,
    async sleep(ms, signal) {
      sleeps.push(ms)
      await wait(ms / factor, undefined, { signal })
    },
  }
}

export interface AskerParts extends Partial<AskerOptions> {
  readonly policy: Policy
  readonly env?: Readonly<Record<string, string>>
}

/** An asker with real parts; what is not given is empty, endless or without a limit. */
export function askerWith({ env = {}, ...parts }: AskerParts): Ask {
  return createAsker({
    store: mapStore(),
    recorded: recordedLayer([]),
    notBefore: undefined,
    openTransport: openTransportWith(env),
    budget: createBudget({ usd: 1_000, calls: undefined }),
    clock: quickClock(50),
    signal: new AbortController().signal,
    ...parts,
  })
}

/** For measures whose assertions are all ours. */
export const noEngine: AssertionEngine = { find: () => Promise.reject(new Error('no engine should be asked')) }

/** Opens no way at all: any question is a defect. */
export const noTransport: OpenTransport = () => {
  throw new Error('nothing should be asked')
}

export function callOf(text: string, more: Partial<ModelCall> & { readonly parameters?: object } = {}): ModelCall {
  const { parameters = {}, ...rest } = more
  const request = { messages: [{ role: 'user', content: text } as const], parameters }
  return { provider: 'rig', model: 'm', request, trial: 1, ...rest }
}

export const price = { input: 1, output: 10 }

export const someModel: Model = {
  name: 'm',
  provider: 'rig',
  id: 'm',
  parameters: {},
  price,
  contextWindow: undefined,
  retires: undefined,
}

export function promptWith(more: Partial<Prompt> = {}): Prompt {
  return {
    kind: 'Prompt',
    name: 'answer',
    formerly: undefined,
    place,
    model: someModel,
    parameters: {},
    messages: [{ role: 'user', content: { text: '{{question}}', place } }],
    inputs: ['question'],
    output: undefined,
    ...more,
  }
}

export function caseWith(id: string, input: CaseFields, expected: CaseFields = {}): Case {
  return { id, ownId: true, input, expected, columns: {}, place }
}

export function assertionWith(type: string, value?: Json, more: Partial<Assertion> = {}): Assertion {
  const negated = type.startsWith('not-')
  const bare = (negated ? type.slice('not-'.length) : type) as Assertion['type']
  const rest = { threshold: undefined, judge: undefined, at: undefined, weight: 1, place }
  return { type: bare, negated, metric: bare, value, ...rest, ...more }
}

export function metricWith(name: string, assertions: readonly Assertion[]): Metric {
  return { name, scale: 'binary', assertions, gate: { maxDrop: 0.05, min: undefined } }
}

export function measureWith(cases: readonly Case[], more: Partial<Measure> = {}): Measure {
  return { cases, slices: [], metrics: [], trials: 1, coverage: 0.95, ...more }
}

export function evaluationWith(measure: Measure, subject = promptWith(), more: Partial<Evaluation> = {}): Evaluation {
  return { suite: 'quality', label: subject.name, subject, model: subject.model, measure, ...more }
}

/** A text that a subject produced. */
export function producedWith(text: string, more: Partial<Produced> = {}): Produced {
  const facts = { latencyMs: 1, cost: undefined, toolCalls: [], answers: 1 }
  return { prompt: '', text, finish: 'stop', ...facts, ...more }
}

/** What stands in untrusted text: tests may open it. */
export function opened(text: Untrusted | undefined): string {
  return text as unknown as string
}
