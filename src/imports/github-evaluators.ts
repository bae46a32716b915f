import type { Json } from '../digest/digest.ts'
import type { Cursor } from './cursor.ts'
import { slug } from './names.ts'
import { namesIn, readTemplate, type TemplateContext, writtenText } from './messages.ts'
import { fixedValue, type SourceAssertion, type SourceValue, type Vars } from './source-case.ts'
import { type SourceText, textAt } from './source-text.ts'

/** What stands for the answer in what a judge is asked, and how judges here know it: beside the rubric. */
const completion = 'completion'
const answer = { kind: 'text', text: 'the OUTPUT' } as const

/** What evaluators are read with. */
export interface EvaluatorContext extends TemplateContext {
  /** The model of a judge, as it is called here. */
  readonly judge: (model: string, place: Cursor) => string
}

/** GitHub looks for the first of these that a rule has. */
const rules = ['equals', 'contains', 'startsWith', 'endsWith'] as const

/** An evaluator, for a test: what it compares with may depend on it, since patterns hold escaped values. */
export type ReadEvaluator = (vars: Vars) => SourceAssertion

/** An evaluator as an assertion of each case. Undefined where it cannot be one. */
export function readEvaluator(evaluator: Cursor, context: EvaluatorContext): ReadEvaluator | undefined {
  const metric = slug(evaluator.field('name')?.text ?? '')
  const string = evaluator.field('string')
  const llm = evaluator.field('llm')
  const uses = evaluator.field('uses')
  if (string !== undefined) return readRule(string, metric, context)
  if (llm !== undefined) return readJudge(llm, metric, context)
  if (uses !== undefined) return readBuiltIn(uses, metric, context)
  context.findings.report(evaluator.place, {
    code: 'import-lost',
    what: evaluator.field('name')?.text ?? 'evaluator',
    why: 'unusable',
  })
  return undefined
}

function readRule(string: Cursor, metric: string | undefined, context: EvaluatorContext): ReadEvaluator | undefined {
  const { findings } = context
  const given = string.fields().filter(({ text }) => text !== undefined && text !== '')
  const [rule, ...others] = rules.flatMap((name) => given.find((field) => field.name === name) ?? [])
  for (const other of others)
    findings.report(other.keyPlace, { code: 'import-lost', what: other.name, why: 'never used' })
  for (const field of string.fields().filter((one) => one !== rule && !others.some(({ name }) => name === one.name))) {
    if (rule?.name !== field.name)
      findings.report(field.keyPlace, { code: 'import-lost', what: field.name, why: 'unusable' })
  }
  if (rule === undefined) return undefined
  const value = readValue(textAt(rule), context)
  if (rule.name === 'equals') {
    findings.report(rule.keyPlace, { code: 'import-changed', what: rule.name, why: 'white space' })
    return () => ({ metric, type: 'equals', value })
  }
  if (rule.name === 'contains') return () => ({ metric, type: 'icontains', value })
  return (vars) => ({ metric, type: 'regex', value: fixedValue(pattern(rule.name, filled(rule.text ?? '', vars))) })
}

/** Starts and ends are compared without regard to case and to white space around the answer, as GitHub does. */
function pattern(rule: string, text: string): string {
  const literal = text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&').replace(/\n/g, '\\n')
  return rule === 'startsWith' ? `(?i)^\\s*${literal}` : `(?i)${literal}\\s*$`
}

/** GitHub's plain replacement, once for each key. */
function filled(text: string, vars: Vars): string {
  return Object.entries(vars).reduce((at, [key, value]) => at.replaceAll(`{{${key}}}`, () => textOf(value)), text)
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** A judge with a question and choices of its own: the choices become the scale of a rubric. */
function readJudge(llm: Cursor, metric: string | undefined, context: EvaluatorContext): ReadEvaluator | undefined {
  const { findings, judge } = context
  const [prompt, model] = [llm.field('prompt'), llm.field('modelId')]
  if (prompt?.text === undefined || model?.text === undefined) {
    findings.report(llm.place, { code: 'import-lost', what: 'llm', why: 'unusable' })
    return undefined
  }
  findings.report(prompt.keyPlace, { code: 'import-changed', what: 'llm', why: 'judge scale' })
  const system = llm.field('systemPrompt')
  const before = system === undefined ? [] : [readQuestion(textAt(system), context)]
  const parts = [...before, readQuestion(textAt(prompt), context), fixedValue(scaleOf(llm.field('choices')))]
  const asked = judge(model.text, model)
  return () => ({ metric, type: 'llm-rubric', value: joined(parts), judge: asked })
}

function scaleOf(choices: Cursor | undefined): string {
  const lines = (choices?.items() ?? []).map((item) => {
    return `- ${item.field('choice')?.text ?? ''}: ${item.field('score')?.shown ?? '0'}`
  })
  return lines.length === 0 ? '' : ['The score of each verdict:', ...lines].join('\n')
}

/** What GitHub's own evaluators ask, in words of ours. */
const builtIns: { readonly [name: string]: string } = {
  similarity: 'How close in meaning is the OUTPUT to the reference?',
  coherence: 'How coherent is the OUTPUT: do its sentences follow from each other and read as one text?',
  fluency: 'How fluent is the OUTPUT: its grammar, its choice of words, and how naturally it reads?',
  relevance: 'How well does the OUTPUT address what is asked, without what does not belong there?',
  groundedness: 'How well is everything that the OUTPUT claims supported by what was given, and by nothing else?',
}

/** What they look at beside the answer, where the test data have it. */
const material: readonly (readonly [key: string, text: string])[] = [
  ['input', 'What was asked or given: {{input}}'],
  ['expected', 'The reference: {{expected}}'],
]

const scale = 'Score 0 for not at all, 0.25 for a little, 0.5 for half, 0.75 for mostly, 1 for wholly.'
const judgeOfGithub = 'openai/gpt-4o'

function readBuiltIn(uses: Cursor, metric: string | undefined, context: EvaluatorContext): ReadEvaluator | undefined {
  const { findings, judge } = context
  const name = uses.text?.replace(/^github\//, '') ?? ''
  const question = Object.hasOwn(builtIns, name) ? builtIns[name] : undefined
  if (question === undefined || uses.text === name) {
    findings.report(uses.place, { code: 'import-lost', what: uses.text ?? 'uses', why: 'no counterpart' })
    return undefined
  }
  findings.report(uses.place, { code: 'import-changed', what: uses.text ?? '', why: 'judge scale' })
  const shown = material.flatMap(([key, text]) => (context.keys?.has(key) === true ? [text] : []))
  const source: SourceText = { text: [question, ...shown].join('\n\n'), placeOf: () => uses.place }
  const parts = [readQuestion(source, context), fixedValue(scale)]
  const asked = judge(judgeOfGithub, uses)
  return () => ({ metric: metric ?? name, type: 'llm-rubric', value: joined(parts), judge: asked })
}

function readValue(source: SourceText, context: EvaluatorContext): SourceValue {
  const { pieces } = readTemplate(source, context)
  return { names: namesIn(pieces), write: (renamed) => writtenText(pieces, source, context, renamed) }
}

/** What a judge is asked, which may speak of the answer. */
function readQuestion(source: SourceText, context: EvaluatorContext): SourceValue {
  const { pieces } = readTemplate(source, { ...context, keys: new Set([...(context.keys ?? []), completion]) })
  const shown = pieces.map((piece) => (piece.kind === 'value' && piece.path[0] === completion ? answer : piece))
  return { names: namesIn(shown), write: (renamed) => writtenText(shown, source, context, renamed) }
}

function joined(parts: readonly SourceValue[]): SourceValue {
  return {
    names: parts.flatMap(({ names }) => names),
    write: (renamed) => {
      const texts = parts.map(({ write }) => textOf(write(renamed)))
      return texts.filter((text) => text !== '').join('\n\n')
    },
  }
}
