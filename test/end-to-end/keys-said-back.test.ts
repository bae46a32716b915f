import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeRepository, type Repository } from '../rig/git.ts'
import { startJsonServer } from '../rig/json-server.ts'
import { startModelServer } from '../rig/model-server.ts'
import { key, llmops } from './project.ts'

const ownKey = 'own-0123456789-fedcba'

/** An Application that says back what it was sent, and a judge at another origin. */
const project = (own: string, judge: string): string => `apiVersion: llmops/v1
kind: Project
name: p
recorded: accept
providers:
  own: {type: http, url: "${own}", key: OWN_KEY}
  local: {url: "${judge}", key: LOCAL_KEY}
---
kind: Application
name: answer
url: ${own}/debug
version: "1"
request: {question: "{{question}}"}
---
kind: EvalSuite
name: quality
subject: answer
cases:
  - {id: one, input: {question: "What do you get?"}}
assert:
  - {metric: says, type: contains, value: "Bearer ***"}
  - {metric: polite, type: llm-rubric, judge: local/judge, value: "is polite"}
`

test('a key that the other end says back is in no answer: not in files, not in Git, not with a judge', async () => {
  await using own = await startJsonServer(({ headers }) => ({ body: { said: headers } }))
  await using judge = await startModelServer({
    answer: () => JSON.stringify({ pass: true, score: 1, reason: 'polite' }),
  })
  await using repository = await makeRepository({ files: { 'llmops.yaml': project(own.origin, judge.url) } })
  const env = { OWN_KEY: ownKey, LOCAL_KEY: key }
  const { code, stdout, stderr } = await llmops(repository, ['eval', '--record', '--format', 'json'], { env })
  expect([code, stderr]).toEqual([0, expect.not.stringContaining(ownKey)])
  expect(own.requests.map(({ headers }) => headers['authorization'])).toEqual([`Bearer ${ownKey}`])
  expect(JSON.stringify(judge.requests)).toContain('Bearer ***')
  expect(JSON.stringify(judge.requests)).not.toContain(ownKey)
  const files = [...(await filesIn(repository, '.llmops')), ...(await filesIn(repository, 'llmops/recorded'))]
  expect(files.map(([, text]) => text).join('')).toContain('Bearer ***')
  expect([stdout, ...files.filter(([, text]) => text.includes(ownKey)).map(([name]) => name)]).toEqual([
    expect.stringContaining('"scored":1'),
  ])
})

test('a key is hidden as it was sent, whatever stands around it in the variable', async () => {
  await using server = await startModelServer({ answer: (request) => JSON.stringify(request.messages) })
  const files = { 'llmops.yaml': prompted(server.url), 'llmops/cases.jsonl': `{"id":"a","input":{"q":"${key}"}}\n` }
  await using repository = await makeRepository({ files })
  const args = ['eval', '--format', 'html']
  const { stdout, stderr } = await llmops(repository, args, { env: { LOCAL_KEY: `  ${key}\n` } })
  expect(stdout.includes('***')).toBe(true)
  expect((stdout + stderr).includes(key)).toBe(false)
})

const prompted = (url: string): string => `apiVersion: llmops/v1
kind: Project
name: p
providers: {local: {url: "${url}", key: LOCAL_KEY}}
---
kind: Prompt
name: answer
model: local/m
user: "{{q}}"
---
kind: Dataset
name: cases
file: llmops/cases.jsonl
---
kind: EvalSuite
name: quality
subject: answer
dataset: cases
assert: [{type: equals, value: "nothing"}]
`

async function filesIn({ dir }: Repository, folder: string): Promise<readonly (readonly [string, string])[]> {
  const entries = await readdir(join(dir, folder), { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Promise.all(files.map(async (file) => [file, await readFile(file, 'latin1')] as const))
}
