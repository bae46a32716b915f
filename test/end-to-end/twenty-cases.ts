import { check } from '../../src/commands/check.ts'
import type { Needs } from '../../src/commands/needs.ts'
import { openNeeds } from '../../src/commands/open-needs.ts'
import { renderReport } from '../../src/report/formats.ts'
import { quickClock } from '../evaluation/fixtures.ts'
import { lastUserText } from '../rig/chat-request.ts'
import type { FaultScript } from '../rig/faults.ts'
import { makeRepository, type Repository } from '../rig/git.ts'
import { type ModelServer, type ModelServerOptions, startModelServer } from '../rig/model-server.ts'
import type { Received } from '../rig/record.ts'

interface Towns {
  /** More assertions and documents, as YAML. */
  readonly more?: string
  /** Of a call, in seconds that pass fifty times as fast. */
  readonly timeout?: number
}

/** A prompt with 20 cases and a declared output; a coverage floor of 95 % is reached by 19 of them. */
function twentyCases(url: string, wording: string, { more = '', timeout = 900 }: Towns): Record<string, string> {
  const rows = Array.from({ length: 20 }, (_, at) => `  - {id: c${at}, input: {place: "place ${at};"}}\n`)
  return {
    'llmops.yaml': `apiVersion: llmops/v1
kind: Project
name: towns
providers:
  local: {url: "${url}", timeout: ${timeout}, concurrency: 32}
---
kind: Model
name: mini
id: local/mini
price: {input: 1, output: 4}
---
kind: Prompt
name: answer
model: mini
parameters: {maxTokens: 100}
system: "${wording}"
user: "Where is {{place}}"
output: {type: object, required: [town]}
---
kind: EvalSuite
name: quality
subject: answer
cases:
${rows.join('')}assert:
  - {metric: town, type: contains, value: Town}
${more}`,
  }
}

/** Main asks as BASE and a commit on top of it as HEAD. */
export async function twoWordings(url: string, options: Towns = {}): Promise<Repository> {
  const repository = await makeRepository({ files: twentyCases(url, 'BASE', options) })
  await repository.branch('change')
  await repository.commit('Reworded', twentyCases(url, 'HEAD', options))
  return repository
}

export function faultyTowns(faults: FaultScript, options: Partial<ModelServerOptions> = {}): Promise<ModelServer> {
  return startModelServer({ answer: (request) => `{"town": "Town of ${lastUserText(request)}"}`, faults, ...options })
}

/** Whether a request is one of that side. */
export const askedBy =
  (side: 'BASE' | 'HEAD') =>
  ({ text }: Readonly<Received>): boolean =>
    text.includes(side)

/** The comment and the JSON of a check, with time that passes fifty times as fast. */
export async function checked(repository: Repository, needs: Partial<Needs> = {}) {
  const { signal } = new AbortController()
  const world = { ...openNeeds({}, { signal, log: () => {} }), clock: quickClock(50), ...needs }
  const request = { dir: repository.dir, project: undefined, base: 'main', head: 'HEAD', fresh: false }
  const { report, sources } = await check(request, world)
  const [text, comment, json] = ['text', 'markdown', 'json'].map((form) =>
    renderReport(report, form, { sources, secrets: [] }),
  )
  return { report, text: text ?? '', comment: comment ?? '', json: JSON.parse(json ?? '') }
}
