import { makeRepository, type Repository } from '../rig/git.ts'
import type { CliOptions, Finished } from '../rig/run.ts'
import { runCli } from '../rig/run.ts'

/** A case of the test project: what is asked, and the word that a right answer contains. */
export interface Question {
  readonly key: string
  readonly ask: string
  readonly right: string
  readonly wrong: string
  readonly language: 'de' | 'en'
}

export const questions: readonly Question[] = Array.from({ length: 120 }, (_, n) => ({
  key: `q-${String(n).padStart(3, '0')}`,
  ask: `Question ${String(n).padStart(3, '0')}: which town is meant?`,
  right: `It is Town${n}.`,
  wrong: 'I do not know.',
  language: n % 3 === 0 ? 'de' : 'en',
}))

export interface ProjectOptions {
  /** Base URL of the model server. */
  readonly url: string
  readonly system?: string
  /** More fields of the Project and of the suite, as YAML lines. */
  readonly project?: string
  readonly suite?: string
  readonly provider?: string
}

/** The files of a project with one prompt at the server's provider, and one suite of 120 cases. */
export function projectFiles({
  url,
  system = 'Answer from the map.',
  project = '',
  suite = '',
  provider = '',
}: ProjectOptions): Record<string, string> {
  return {
    'llmops.yaml': `apiVersion: llmops/v1
kind: Project
name: towns
providers:
  local: {url: "${url}", key: LOCAL_KEY${provider}}
${project}`,
    'llmops/answer.yaml': `kind: Prompt
name: answer
model: town-model
parameters: {temperature: 0}
system: ${JSON.stringify(system)}
user: "{{question}}"
---
kind: Model
name: town-model
id: local/mini
price: {input: 1, output: 4}
`,
    'llmops/quality.yaml': `kind: Dataset
name: towns
file: towns.jsonl
slices: [language]
---
kind: EvalSuite
name: quality
subject: answer
dataset: towns
assert:
  - {metric: town, type: contains, value: "{{expected.town}}"}
${suite}`,
    'llmops/towns.jsonl': questions.map(caseLine).join(''),
  }
}

function caseLine({ key, ask, right, language }: Question): string {
  const town = right.replace(/^It is |\.$/g, '')
  return `${JSON.stringify({ id: key, input: { question: ask }, expected: { town: `${town}.` }, language })}\n`
}

/** A repository whose main holds the project, on a branch `change` ready to be changed. */
export async function projectOnBranch(options: ProjectOptions): Promise<Repository> {
  const repository = await makeRepository({ files: projectFiles(options) })
  await repository.branch('change')
  return repository
}

export const key = 'sk-test-0123456789abcdef'

/** Runs `llmops` in a repository with the key. */
export function llmops(repository: Repository, args: readonly string[], options: CliOptions = {}): Promise<Finished> {
  return runCli(args, { cwd: repository.dir, timeoutMs: 60_000, ...options, env: { LOCAL_KEY: key, ...options.env } })
}
