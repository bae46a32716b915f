import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Json } from '../../src/digest/digest.ts'
import type { EngineFinding, EngineQuestion } from '../../src/evaluation/assertion-engine.ts'
import { assertionTypes, type ValueNeed } from '../../src/resources/assertion-types.ts'
import { runNode } from '../rig/run.ts'
import { temporaryDirectory } from '../rig/temp.ts'
import { ofPromptfoo } from './promptfoo-supported.ts'

interface Result {
  readonly findings: readonly EngineFinding[]
  readonly events: readonly string[]
  readonly sameEnvironment: boolean
  readonly sameListeners: boolean
}

/** Runs where a `.env`, keys and the variables of a runner lie about, as in a job of a pull request. */
async function askIn(folder: string, input: object): Promise<Result> {
  writeFileSync(join(folder, '.env'), 'OPENAI_BASE_URL=http://127.0.0.1:9/v1\nPLANTED=yes\n')
  const script = fileURLToPath(new URL('promptfoo-in-child.ts', import.meta.url))
  const env = { OPENAI_API_KEY: 'sk-secret', GITHUB_ACTIONS: 'true', CI: 'true', LOG_LEVEL: 'debug' }
  const { stdout, stderr, code } = await runNode(script, [], { cwd: folder, env, stdin: JSON.stringify(input) })
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
  return JSON.parse(stdout)
}

/** What was done, but for what the watch does itself to show that it sees. */
function deeds(events: readonly string[]): readonly string[] {
  const own = {
    read: /^read: (readFileSync|openSync) \/dev\/null$/,
    connect: /^connect: .*"port":1,"host":"127\.0\.0\.1"/,
    fetch: /^fetch: fetch data:,canary$/,
    state: /^(environment|listeners): /,
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
  expect(environment).not.toMatch(/OPENAI|GITHUB|PLANTED|CI\b/)
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
