import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Json } from '../../src/digest/digest.ts'
import type { EngineFinding, EngineQuestion } from '../../src/evaluation/assertion-engine.ts'
import { assertionTypes, type ValueNeed } from '../../src/resources/assertion-types.ts'
import type { Attempt, ModelCall } from '../../src/evaluation/call.ts'
import { bindingTo, opening, type ProviderType } from '../rig/providers/bindings.ts'
import { dialects } from '../rig/providers/list.ts'
import { startProviderServer } from '../rig/providers/provider-server.ts'
import { runNode } from '../rig/run.ts'
import { temporaryDirectory } from '../rig/temp.ts'
import { ofPromptfoo } from './promptfoo-supported.ts'

interface Result {
  readonly findings: readonly EngineFinding[]
  readonly events: readonly string[]
  readonly sameEnvironment: boolean
  readonly sameListeners: boolean
}

/** Of a runner, and of every provider: keys, and addresses where nobody listens. */
const planted = {
  GITHUB_ACTIONS: 'true',
  CI: 'true',
  LOG_LEVEL: 'debug',
  ...Object.fromEntries(
    ['OPENAI', 'ANTHROPIC', 'GOOGLE', 'GEMINI', 'MISTRAL', 'AZURE', 'AZURE_OPENAI', 'OLLAMA'].flatMap((name) => [
      [`${name}_API_KEY`, 'sk-PLANTED'],
      [`${name}_BASE_URL`, 'http://127.0.0.1:9'],
      [`${name}_API_BASE_URL`, 'http://127.0.0.1:9'],
    ]),
  ),
  ANTHROPIC_CUSTOM_HEADERS: 'x-planted: PLANTED',
  ANTHROPIC_TEMPERATURE: '0.77',
  AWS_ACCESS_KEY_ID: 'PLANTED',
  AWS_SECRET_ACCESS_KEY: 'PLANTED',
  AWS_BEARER_TOKEN_BEDROCK: 'PLANTED',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  AWS_REGION: 'xx-planted-1',
  HTTP_PROXY: 'http://127.0.0.1:9',
  HTTPS_PROXY: 'http://127.0.0.1:9',
}

/** Runs where a `.env`, keys and the variables of a runner lie about, as in a job of a pull request. */
async function runIn<R>(folder: string, name: string, input: object): Promise<R> {
  writeFileSync(join(folder, '.env'), 'OPENAI_BASE_URL=http://127.0.0.1:9/v1\nPLANTED=yes\n')
  const script = fileURLToPath(new URL(name, import.meta.url))
  const options = { cwd: folder, env: planted, stdin: JSON.stringify(input) }
  const { stdout, stderr, code } = await runNode(script, [], options)
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
  return JSON.parse(stdout)
}

function askIn(folder: string, input: object): Promise<Result> {
  return runIn(folder, 'promptfoo-in-child.ts', input)
}

/** What was done, but for what the watch does itself to show that it sees. */
function deeds(events: readonly string[]): readonly string[] {
  const own = {
    read: /^read: (readFileSync|openSync) \/dev\/null$/,
    connect: /^connect: .*"port":1,"host":"127\.0\.0\.1"/,
    fetch: /^fetch: fetch data:,canary$/,
    state: /^(environment|listeners): /,
    network: /^network: the network is closed$/,
  }
  for (const pattern of Object.values(own)) expect(events.filter((event) => pattern.test(event))).not.toEqual([])
  return events.filter((event) => !Object.values(own).some((pattern) => pattern.test(event)))
}

/** A value as each type takes it, made of a text. */
function valueOf(need: ValueNeed, text: string): Json | undefined {
  if (need === 'nothing') return undefined
  if (need === 'list' || need === 'elements' || need === 'references' || need === 'criteria') return [text, 'x']
  if (need === 'SQL') return { databaseType: text, allowedTables: [text], allowedColumns: [text] }
  return need === 'count' ? { min: 0, max: 99 } : text
}

function questionWith(type: (typeof ofPromptfoo)[number], text: string, value: Json | undefined): EngineQuestion {
  const threshold = 'threshold' in assertionTypes[type] ? 0.5 : undefined
  return { type, value, text, prompt: text, finish: text, threshold, latencyMs: 1, cost: 1 }
}

const judgementOf = (text: string) => ({
  reason: text,
  pass: true,
  score: 1,
  category: 'A',
  meets: true,
  steps: [text],
})

/** Names of variables that the worker does not have: all but promptfoo's switches. */
const ofOthers = /OPENAI|ANTHROPIC|GITHUB|PLANTED|CI\b|AWS_[^B]|PROXY|OLLAMA|AZURE/

test('applying every type reads, writes, prints, runs and sends nothing, and leaves the process as it was', async () => {
  await using folder = await temporaryDirectory()
  const questions = ofPromptfoo.map((type) =>
    questionWith(type, 'plain text', valueOf(assertionTypes[type].value, 'plain')),
  )
  const { findings, events, ...process } = await askIn(folder.path, { questions, judgement: judgementOf('fine') })
  expect(findings.filter(({ kind }) => kind === 'decided')).toHaveLength(questions.length)
  expect(process).toEqual({ sameEnvironment: true, sameListeners: true })
  expect(deeds(events)).toEqual([])
  const environment = events.find((event) => event.startsWith('environment')) ?? ''
  expect(environment).toContain('PROMPTFOO_DISABLE_TEMPLATING')
  expect(environment).not.toMatch(ofOthers)
  expect(readdirSync(folder.path)).toEqual(['.env'])
})

/** Each in every field of every type: nothing of it is executed or read. */
const attacks = {
  'a template that runs code': "{{ range.constructor('globalThis.ran = 1; return process.version')() }}",
  'a template that does sums': '{{ 1234 * 1000 }}',
  'a template that reads the environment': '{{ env.PROMPTFOO_CONFIG_DIR }}',
  'a template that includes a file': '{% include "/etc/hostname" %}',
  'a script in a file': 'file://planted.cjs',
  'a script in a file, by its function': 'file://planted.cjs:judge',
  'a text in a file': 'file://planted.txt',
  'a package': 'package:planted:judge',
  'code after a prefix': 'javascript: planted()',
}

test('a template, a file, a package and code in a field stay text, in every field of every type', async () => {
  await using folder = await temporaryDirectory()
  const marker = join(folder.path, 'executed')
  const plant = `require('fs').writeFileSync(${JSON.stringify(marker)}, ''); module.exports = { judge: () => 'PLANTED' }`
  writeFileSync(join(folder.path, 'planted.cjs'), plant)
  writeFileSync(join(folder.path, 'planted.txt'), 'PLANTED')
  const questions = Object.values(attacks).flatMap((attack) =>
    ofPromptfoo.flatMap((type) => {
      const need = assertionTypes[type].value
      const values = [valueOf(need, attack), need === 'nothing' ? undefined : attack, { [attack]: attack }]
      return values.map((value) => questionWith(type, attack, value))
    }),
  )
  const judgement = judgementOf(Object.values(attacks).join('\n'))
  const { findings, events } = await askIn(folder.path, { questions, judgement })
  expect(findings).toHaveLength(questions.length)
  expect(existsSync(marker)).toBe(false)
  expect(JSON.stringify(findings)).not.toMatch(/PLANTED|v24\.|1234000|\/dev\/null/)
  expect(deeds(events)).toEqual([])
})

const odd = ['{{ range.constructor("return process.version")() }}', 'file://planted.txt', 'PROMPT']

/** Attacks in every field of a call that a pull request may write: messages, schema, tools, stop texts and the model's id. */
function callTo(type: ProviderType, more: Partial<ModelCall> = {}): ModelCall {
  const schema = { title: odd[0] ?? '', $comment: odd[1] ?? '', properties: { a: { const: odd[1] ?? '' } } }
  const messages = odd.map((content) => ({ role: 'user' as const, content }))
  const output = type === 'bedrock' ? {} : { output: schema }
  const tools = [{ name: 'look', description: odd.join(), parameters: { type: 'object', ...schema } }]
  const request = { messages, parameters: { stop: odd }, tools, ...output }
  return { provider: 'rig', model: dialects[type].model, request, trial: 1, ...more }
}

interface Called {
  readonly attempts: readonly Attempt[]
  readonly events: readonly string[]
  readonly connected: readonly string[]
}

test('a model call goes to the bound origin and nowhere else, whatever the environment and the call say', async () => {
  await using folder = await temporaryDirectory()
  writeFileSync(join(folder.path, 'planted.txt'), 'PLANTED')
  await using servers = new AsyncDisposableStack()
  const types = Object.keys(dialects) as readonly ProviderType[]
  const serving = types.map(async (type) => servers.use(await startProviderServer(dialects[type], { opening })))
  const served = await Promise.all(serving)
  const bindings = types.map((type, n) => bindingTo(type, served[n]?.origin ?? ''))
  const good = bindings.map((binding) => ({ binding, call: callTo(binding.type) }))
  const evil = bindings.flatMap((binding) =>
    odd.map((model) => ({ binding, call: callTo(binding.type, { model: `${model}:${model}` }) })),
  )
  const input = { credentials: opening, calls: [...good, ...evil] }
  const { attempts, events, connected } = await runIn<Called>(folder.path, 'promptfoo-calls-in-child.ts', input)

  expect(attempts.slice(0, good.length).map(({ kind }) => kind)).toEqual(good.map(() => 'answer'))
  expect(attempts).toHaveLength(good.length + evil.length)
  expect(connected.toSorted()).toEqual(served.map(({ origin }) => origin).toSorted())
  const arrived = JSON.stringify(served.map(({ requests }) => requests))
  expect(arrived).not.toMatch(/PLANTED|xx-planted|0\.77|v24\./)
  expect(JSON.stringify(attempts)).not.toMatch(/PLANTED|v24\./)
  expect(events.find((event) => event.startsWith('environment'))).not.toMatch(ofOthers)
  expect(deeds(events)).toEqual(deeds(events).filter((event) => calls.some((pattern) => pattern.test(event))))
})

/** Requests of promptfoo's, all of which end in our hands, and the AWS SDK looking for the settings of nobody. */
const calls = [/^fetch: fetch http/, /^read: readFile \/dev\/null\/\.aws\/(config|credentials)$/]
