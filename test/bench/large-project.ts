import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Resources of one file: a Model, three Prompts, three Datasets and three EvalSuites. */
const perFile = 10

/** Writes a valid project of `resources` resources (a multiple of 10, and the Project), ten a file, 4 kB each file. */
export function writeLargeProject(folder: string, resources: number): void {
  mkdirSync(join(folder, 'llmops'), { recursive: true })
  writeFileSync(join(folder, 'llmops.yaml'), 'apiVersion: llmops/v1\nkind: Project\nname: large\n')
  for (let group = 0; group < resources / perFile; group++) writeFileSync(fileOf(folder, group), groupOf(group))
}

/** The file of one group, for an edit. */
export function fileOf(folder: string, group: number): string {
  return join(folder, 'llmops', `group-${String(group).padStart(4, '0')}.yaml`)
}

function groupOf(group: number): string {
  const model = `kind: Model\nname: model-${group}\nid: openai/gpt-5-mini\nparameters: {maxTokens: 400}\nretires: 2999-12-31\n`
  const of = (make: (name: string) => string): string[] => ['a', 'b', 'c'].map((one) => make(`${group}-${one}`))
  return [model, ...of((name) => prompt(name, group)), ...of(dataset), ...of(suite)].join('---\n')
}

function prompt(name: string, group: number): string {
  return `kind: Prompt
name: answer-${name}
description: Answers a question of a customer about orders, refunds and deliveries.
model: model-${group}
parameters:
  maxTokens: 300
system: |
  You answer questions of customers of a shop for bicycles.
  Answer in the language of the customer, in at most three sentences.
  - Never promise a refund; say how one is asked for.
  - If you do not know, say so.
user: "Language: {{language}}. Question: {{question}}"
`
}

function dataset(name: string): string {
  const row = (_: unknown, index: number): string =>
    `  - id: case-${index}\n    input: {question: "How long does refund ${index} take?", language: de}\n    expected: {word: days}\n`
  return `kind: Dataset\nname: cases-${name}\ncases:\n${Array.from({ length: 6 }, row).join('')}`
}

function suite(name: string): string {
  return `kind: EvalSuite
name: quality-${name}
subject: answer-${name}
dataset: cases-${name}
assert:
  - {metric: word, type: icontains, value: "{{expected.word}}", gate: {maxDrop: 0.5}}
  - metric: short
    type: regex
    value: "^.{1,400}$"   # in characters
    gate: {maxDrop: 0.5}
`
}
