/** What an assertion of a type compares an answer with. */
export type ValueNeed =
  | 'anything'
  | 'text'
  | 'pattern'
  | 'JSON Schema'
  | 'criterion' // a text, or {file: path}
  | 'criteria' // one criterion, or a list of them
  | 'list' // of texts; a text is one with commas
  | 'references' // a text, or a list of texts
  | 'elements' // names of XML elements, or nothing
  | 'SQL' // a dialect and what may be used, or nothing
  | 'count' // a number, or {min, max}
  | 'tools' // a name, a list of names, or {name, min, max}
  | 'sequence' // a list of names, or {steps, mode}
  | 'call' // {name, args, mode}
  | 'steps' // {min, max, type, name}
  | 'nothing'

/** What the threshold of a type is: a share of the scale, or a measurement. Optional, unless it is all that is compared with. */
export type ThresholdNeed = 'share' | 'edits' | 'milliseconds' | 'USD'

export interface SupportedType {
  /** Whose code decides it: ours over the answer, promptfoo's, or ours over the tool calls that led to the answer. */
  readonly by: 'ours' | 'promptfoo' | 'tool calls'
  /** `binary` where an assertion of the type holds or fails by definition. */
  readonly scale: 'binary' | 'graded'
  readonly value: ValueNeed
  readonly threshold?: ThresholdNeed
  /** How many questions a judge is asked for each criterion. */
  readonly judge?: number
}

export interface RefusedType {
  readonly by: 'refused'
  /** `executes`: it would run what the YAML says. `lacks`: it needs what is not here. */
  readonly why: 'executes' | 'lacks'
  /** Reads on from "it". */
  readonly reason: string
}

const ours = { by: 'ours', scale: 'binary' } as const
const binary = { by: 'promptfoo', scale: 'binary' } as const
const graded = { by: 'promptfoo', scale: 'graded' } as const
const calls = { by: 'tool calls', scale: 'binary' } as const

const code = executes('runs code of the author')
const embeddings = lacks('needs embeddings of answers; embeddings are asked for in retrieval only so far')
const passages = lacks('needs the passages of a retrieval step beside the answer, which judges are not shown')
const tools = lacks(
  'is about the form in which one provider writes tool calls; each call is held against its parameters here',
)
const trace = lacks("needs the spans of an agent's own tracing, which are not collected")
const logProbabilities = lacks('needs log probabilities of tokens, which are not asked for')
const several = lacks('compares several answers to one case; here, base and head are compared by the metrics of each')

/**
 * Every assertion type of promptfoo 0.123.1, and what becomes of it here. The only list: validation, scoring, the metric's
 * scale and `.github/ASSERTIONS.md` are made from it, and a test walks promptfoo's own list along it.
 */
export const assertionTypes = {
  equals: { ...ours, value: 'anything' },
  contains: { ...ours, value: 'text' },
  icontains: { ...ours, value: 'text' },
  'starts-with': { ...ours, value: 'text' },
  regex: { ...ours, value: 'pattern' },
  'is-json': { ...ours, value: 'JSON Schema' },

  'contains-any': { ...binary, value: 'list' },
  'contains-all': { ...binary, value: 'list' },
  'icontains-any': { ...binary, value: 'list' },
  'icontains-all': { ...binary, value: 'list' },
  'contains-json': { ...binary, value: 'nothing' },
  'is-xml': { ...binary, value: 'elements' },
  'contains-xml': { ...binary, value: 'elements' },
  'is-html': { ...binary, value: 'nothing' },
  'contains-html': { ...binary, value: 'nothing' },
  'is-sql': { ...binary, value: 'SQL' },
  'contains-sql': { ...binary, value: 'SQL' },
  'word-count': { ...binary, value: 'count' },
  levenshtein: { ...binary, value: 'text', threshold: 'edits' },
  'is-refusal': { ...binary, value: 'nothing' },
  'finish-reason': { ...binary, value: 'text' },
  latency: { ...binary, value: 'nothing', threshold: 'milliseconds' },
  cost: { ...binary, value: 'nothing', threshold: 'USD' },
  'rouge-n': { ...graded, value: 'text', threshold: 'share' },
  bleu: { ...graded, value: 'references', threshold: 'share' },
  gleu: { ...graded, value: 'references', threshold: 'share' },

  'llm-rubric': { ...graded, value: 'criterion', threshold: 'share', judge: 1 },
  'g-eval': { ...graded, value: 'criteria', threshold: 'share', judge: 2 },
  factuality: { ...binary, value: 'criterion', judge: 1 },
  'model-graded-factuality': { ...binary, value: 'criterion', judge: 1 },
  'model-graded-closedqa': { ...binary, value: 'criterion', judge: 1 },

  'tool-call-f1': { ...calls, scale: 'graded', value: 'list', threshold: 'share' },
  'trajectory:tool-used': { ...calls, value: 'tools' },
  'trajectory:tool-sequence': { ...calls, value: 'sequence' },
  'trajectory:tool-args-match': { ...calls, value: 'call' },
  'trajectory:step-count': { ...calls, value: 'steps' },
  'is-valid-openai-tools-call': { ...calls, value: 'nothing' },

  javascript: code,
  python: code,
  ruby: code,
  exec: executes('runs a command'),
  webhook: executes('sends answers to an address of the author'),

  similar: embeddings,
  'similar:cosine': embeddings,
  'similar:dot': embeddings,
  'similar:euclidean': embeddings,
  'answer-relevance': embeddings,
  'context-faithfulness': passages,
  'context-recall': passages,
  'context-relevance': passages,
  'conversation-relevance': lacks('needs a whole conversation, and judges are shown its last answer'),
  'is-valid-function-call': tools,
  'is-valid-openai-function-call': tools,
  'skill-used': trace,
  'trajectory:goal-success': trace,
  'trace-error-spans': trace,
  'trace-span-count': trace,
  'trace-span-duration': trace,
  'agent-rubric': lacks('lets a coding agent work on the machine'),
  'search-rubric': lacks('lets a judge search the web, so that the same answer is judged by another text each day'),
  classifier: lacks('needs a classification endpoint'),
  moderation: lacks('needs a moderation endpoint'),
  guardrails: lacks('needs what a provider says about its guardrails; a filtered answer is an answer failure here'),
  pi: lacks('sends every answer to a host that base does not bind'),
  meteor: lacks('needs WordNet, 34 MB that are not in the bundle'),
  perplexity: logProbabilities,
  'perplexity-score': logProbabilities,
  'select-best': several,
  'max-score': several,
  human: lacks('waits for a human'),
  'assert-set': lacks('is several assertions: give them one `metric` and their `weight`'),
} as const satisfies { readonly [type: string]: SupportedType | RefusedType }

type Table = typeof assertionTypes
type By<B> = { [T in keyof Table]: Table[T] extends { readonly by: B } ? T : never }[keyof Table]

/** Types that we decide. */
export type OwnAssertionType = By<'ours'>
/** Types that look at the tool calls of a trial. */
export type ToolAssertionType = By<'tool calls'>
/** Types that can be used. */
export type AssertionType = OwnAssertionType | By<'promptfoo'> | ToolAssertionType

/** Undefined for a type that is unknown or refused. */
export function supportedType(
  name: string,
): { readonly type: AssertionType; readonly entry: SupportedType } | undefined {
  const entry = entryOf(name)
  return entry === undefined || entry.by === 'refused' ? undefined : { type: name as AssertionType, entry }
}

export function refusedType(name: string): RefusedType | undefined {
  const entry = entryOf(name)
  return entry?.by === 'refused' ? entry : undefined
}

function entryOf(name: string): SupportedType | RefusedType | undefined {
  return Object.hasOwn(assertionTypes, name) ? assertionTypes[name as keyof Table] : undefined
}

function executes(reason: string) {
  return { by: 'refused', why: 'executes', reason } as const
}

function lacks(reason: string) {
  return { by: 'refused', why: 'lacks', reason } as const
}
