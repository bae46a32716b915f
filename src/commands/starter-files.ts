import type { ModelCall } from '../evaluation/call.ts'
import { keyOf } from '../evaluation/call.ts'
import { formatRecorded } from '../evaluation/recorded.ts'
import { promoteWorkflow, pullRequestWorkflow } from './workflows.gen.ts'

/** What `init` leaves in the project's folder: path -> content. It passes `check` at once, without a key. */
export function starterFiles(name: string): ReadonlyMap<string, string> {
  return new Map([
    ['llmops.yaml', project(name)],
    ['llmops/recorded/smoke.jsonl', recordedAnswer()],
  ])
}

/** A copy of this program at a code host, as a workflow names it. */
export interface ActionSource {
  /** `owner/name` */
  readonly repository: string
  /** Full commit id. */
  readonly commit: string
}

export interface WorkflowFacts {
  /** Undefined where it is not known: then the workflows fail until somebody says it. */
  readonly source: ActionSource | undefined
  /** Name of the branch that is merged into. */
  readonly branch: string
}

/**
 * The workflows that `init` leaves: path from the repository root -> content. They run a copy of this program that its
 * owner named, by commit: nothing is taken from a registry under a name that somebody else could register.
 */
export function starterWorkflows(facts: WorkflowFacts): ReadonlyMap<string, string> {
  return new Map([
    ['.github/workflows/llmops.yml', filledIn(pullRequestWorkflow, facts)],
    ['.github/workflows/llmops-promote.yml', filledIn(promoteWorkflow, facts)],
  ])
}

function filledIn(workflow: string, { source, branch }: WorkflowFacts): string {
  const text = workflow.replace('branches: [main]', `branches: [${JSON.stringify(branch)}]`)
  if (source === undefined) return text
  return text
    .replace(' `llmops init` fills both in if it can.', '')
    .replace("LLMOPS_REPOSITORY: ''", `LLMOPS_REPOSITORY: '${source.repository}'`)
    .replace("LLMOPS_COMMIT: ''", `LLMOPS_COMMIT: '${source.commit}'`)
}

const question = 'How long do refunds take?'

function project(name: string): string {
  return `apiVersion: llmops/v1            # stated once, in the Project
kind: Project
name: ${name}
recorded: accept                 # llmops/recorded/ answers until OPENAI_API_KEY does; then delete both
---
kind: Prompt
name: answer
model: openai/gpt-5.4-mini       # provider/id; price and context window come from the catalogue
user: "Answer in one sentence: {{question}}"
---
kind: EvalSuite
name: smoke
subject: answer
cases:
  - id: refund
    input: {question: "${question}"}
    expected: {word: days}
assert:
  - {type: icontains, value: "{{expected.word}}"}
`
}

/** The one answer that the starter's suite needs. No model gave it, and it says so. */
function recordedAnswer(): string {
  const asked = `Answer in one sentence: ${question}`
  const request = { messages: [{ role: 'user', content: asked }], parameters: {} } as const
  const call: ModelCall = { provider: 'openai', model: 'gpt-5.4-mini', request, trial: 1 }
  const answer = { text: 'Refunds usually arrive within five business days.' }
  const note = 'written by llmops init, not by a model'
  return formatRecorded([
    { key: keyOf(call), provider: call.provider, model: call.model, trial: 1, asked, answer, note },
  ])
}
