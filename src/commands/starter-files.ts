/** What `init` leaves: path relative to the project's folder -> content. */
export function starterFiles(name: string): ReadonlyMap<string, string> {
  return new Map([
    ['llmops.yaml', project(name)],
    ['llmops/recorded/answer.jsonl', recordedAnswer],
  ])
}

/** Path of the workflow, relative to the repository root. */
export const workflowPath = '.github/workflows/llmops.yml'

function project(name: string): string {
  return `# What this is and what else can stand here: llmops --help
apiVersion: llmops/v1            # stated once, in the Project
kind: Project
name: ${name}
recorded: accept                 # llmops/recorded/ answers until you have a key: OPENAI_API_KEY
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
    input: {question: "How long do refunds take?"}
    expected: {word: days}
assert:
  - {type: icontains, value: "{{expected.word}}"}
`
}
