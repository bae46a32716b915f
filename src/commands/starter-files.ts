import type { ModelCall } from '../evaluation/call.ts'
import { keyOf } from '../evaluation/call.ts'
import { formatRecorded } from '../evaluation/recorded.ts'

/** What `init` leaves in the project's folder: path -> content. It passes `check` at once, without a key. */
export function starterFiles(name: string): ReadonlyMap<string, string> {
  return new Map([
    ['llmops.yaml', project(name)],
    ['llmops/recorded/smoke.jsonl', recordedAnswer()],
  ])
}

/** Path of the workflow, relative to the repository root. */
export const workflowPath = '.github/workflows/llmops.yml'

const question = 'How long do refunds take?'

function project(name: string): string {
  return `apiVersion: llmops/v1            # stated once, in the Project
kind: Project
name: ${name}
recorded: accept                 # llmops/recorded/ answers until OPENAI_API_KEY does; then delete both
---
kind: Prompt
name: answer
model: openai/gpt-5-mini         # provider/id; price and context window come from the catalogue
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
  const call: ModelCall = { provider: 'openai', model: 'gpt-5-mini', request, trial: 1 }
  const answer = { text: 'Refunds usually arrive within five business days.' }
  const note = 'written by llmops init, not by a model'
  return formatRecorded([
    { key: keyOf(call), provider: call.provider, model: call.model, trial: 1, asked, answer, note },
  ])
}

/**
 * The pull request's check. It runs a copy of this program that the repository's owner names, by commit: nothing is taken
 * from a package registry under a name that somebody else could register.
 */
export const workflow = `name: llmops
on:
  pull_request:
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          fetch-depth: 2 # the test merge and its first parent, the base
          persist-credentials: false
      # Two repository variables say where llmops is: LLMOPS_REPOSITORY (owner/name of your copy) and LLMOPS_COMMIT (40 digits).
      - run: test -n "$LLMOPS_REPOSITORY" && test \${#LLMOPS_COMMIT} = 40
        env:
          LLMOPS_REPOSITORY: \${{ vars.LLMOPS_REPOSITORY }}
          LLMOPS_COMMIT: \${{ vars.LLMOPS_COMMIT }}
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          repository: \${{ vars.LLMOPS_REPOSITORY }}
          ref: \${{ vars.LLMOPS_COMMIT }}
          path: .llmops-core
          persist-credentials: false
      - uses: actions/setup-node@2028fbc5c25fe9cf00d9f06a71cc4710d4507903 # v6.0.0
        with:
          node-version: 24
      - run: node .llmops-core/dist/cli.js check --base HEAD^1 --head HEAD --format markdown >> "$GITHUB_STEP_SUMMARY"
        env:
          OPENAI_API_KEY: \${{ secrets.OPENAI_API_KEY }}
`
