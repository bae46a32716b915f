import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { makeRepository, type Repository } from '../rig/git.ts'

export const concurrency = 32

export function question(at: number): string {
  return `How long does refund ${at} take, and what has to be sent along?`
}

/** A repository with one prompt and as many cases. */
export function evalProject(cases: number, url: string): Promise<Repository> {
  const rows = Array.from({ length: cases }, (_, at) =>
    JSON.stringify({
      id: `case-${String(at).padStart(6, '0')}`,
      input: { question: question(at) },
      expected: { word: 'days' },
    }),
  )
  return makeRepository({ files: { 'llmops.yaml': projectFile(url), 'cases.jsonl': `${rows.join('\n')}\n` } })
}

function projectFile(url: string): string {
  return `apiVersion: llmops/v1
kind: Project
name: engine
providers:
  local: {type: openai, url: "${url}", concurrency: ${concurrency}}
budget: {pullRequest: 1000}
---
kind: Model
name: mini
id: local/mini
price: {input: 0.25, output: 2}
---
kind: Prompt
name: answer
model: mini
user: "Answer in one sentence: {{question}}"
---
kind: Dataset
name: cases
file: cases.jsonl
---
kind: EvalSuite
name: quality
subject: answer
dataset: cases
assert: [{type: icontains, value: "{{expected.word}}"}]
`
}

/** Forgets every answer. */
export function forget({ dir }: Repository): Promise<void> {
  return rm(join(dir, '.llmops'), { recursive: true, force: true })
}
