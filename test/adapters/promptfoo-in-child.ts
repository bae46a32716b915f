// Puts every question of stdin to promptfoo's assertions and prints what was found, and what was done meanwhile.
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { BroadcastChannel } from 'node:worker_threads'
import { createAssertionEngine } from '../../src/adapters/promptfoo/assertion-engine.ts'
import { places, startWorker } from '../../src/adapters/promptfoo/load.ts'
import type { EngineQuestion } from '../../src/evaluation/assertion-engine.ts'
import type { Judgement } from '../../src/evaluation/judge/judge-question.ts'

interface Input {
  readonly questions: readonly EngineQuestion[]
  readonly judgement: Judgement
}

const { questions, judgement }: Input = JSON.parse(await text(process.stdin))
const events: string[] = []
const channel = new BroadcastChannel('promptfoo does')
channel.addEventListener('message', (message) => events.push((message as unknown as { data: string }).data))

const script = fileURLToPath(new URL('promptfoo-watched-worker.ts', import.meta.url))
const before = { env: { ...process.env }, listeners: listenerCounts() }
const engine = createAssertionEngine({ start: () => startWorker({ ...places, script }) })
const findings = []
for (const question of questions) findings.push(await engine.find(question, async () => judgement))
await engine[Symbol.asyncDispose]()
await new Promise((resolve) => setTimeout(resolve, 50)) // what was said last is still on its way
channel.close()
const sameEnvironment = JSON.stringify(process.env) === JSON.stringify(before.env)
const sameListeners = JSON.stringify(listenerCounts()) === JSON.stringify(before.listeners)
console.log(JSON.stringify({ findings, events, sameEnvironment, sameListeners }))

function listenerCounts(): readonly number[] {
  return ['exit', 'beforeExit', 'SIGINT', 'SIGTERM'].map((name) => process.listenerCount(name))
}
