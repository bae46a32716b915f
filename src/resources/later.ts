import type { KindName } from './project.ts'

/** What the format has announced and this version does not do yet: reported as such, never as a mistake of the author's. */
export const laterKinds = [
  'Chain',
  'Application',
  'KnowledgeBase',
  'ModelSelection',
  'DeploymentTarget',
  'Monitor',
  'Tuning',
] as const

/** Fields by the keys that lead to them; `*` is any item of a list. */
const laterFields: { readonly [kind in KindName]: readonly string[] } = {
  Project: ['extends', 'budget.month'],
  Model: [],
  Prompt: ['examples', 'tools'],
  Dataset: ['cluster', 'split', 'curation'],
  EvalSuite: ['assert.*.judge'],
}

/** Assertion types of promptfoo's that need a judge, an embedding or a measurement. */
export const laterAssertions: ReadonlySet<string> = new Set([
  ...['agent-rubric', 'answer-relevance', 'bleu', 'classifier', 'contains-all', 'contains-any', 'contains-html'],
  ...['contains-json', 'contains-sql', 'contains-xml', 'context-faithfulness', 'context-recall', 'context-relevance'],
  ...['conversation-relevance', 'cost', 'factuality', 'finish-reason', 'g-eval', 'gleu', 'guardrails'],
  ...['icontains-all', 'icontains-any', 'is-html', 'is-refusal', 'is-sql', 'is-valid-function-call'],
  ...['is-valid-openai-function-call', 'is-valid-openai-tools-call', 'is-xml', 'latency', 'levenshtein', 'llm-rubric'],
  ...['meteor', 'model-graded-closedqa', 'model-graded-factuality', 'moderation', 'perplexity', 'perplexity-score'],
  ...['pi', 'rouge-n', 'search-rubric', 'similar', 'similar:cosine', 'similar:dot', 'similar:euclidean'],
  ...['tool-call-f1', 'skill-used', 'trace-error-spans', 'trace-span-count', 'trace-span-duration', 'word-count'],
  ...['trajectory:goal-success', 'trajectory:step-count', 'trajectory:tool-args-match', 'trajectory:tool-sequence'],
  ...['trajectory:tool-used', 'select-best', 'max-score', 'human', 'assert-set'],
])

/** Whether a field that the schemas do not know is one of a later version. */
export function isLaterField(kind: KindName, path: readonly (string | number)[]): boolean {
  return laterFields[kind].includes(path.map((key) => (typeof key === 'number' ? '*' : key)).join('.'))
}

/** Whether a value of the wrong type is one that a later version takes: the parts of a message. */
export function isLaterValue(kind: KindName, path: readonly (string | number)[], value: unknown): boolean {
  const [field, , inner] = path
  return kind === 'Prompt' && path.length === 3 && field === 'messages' && inner === 'content' && Array.isArray(value)
}
