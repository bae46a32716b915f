import type { Json } from '../digest/digest.ts'
import type { PromptDocument } from '../resources/schema.gen.ts'
import { parseTemplate, render, renderValue } from '../resources/template.ts'
import type { View } from '../resources/template-render.ts'
import type { Findings } from './findings.ts'
import { distinct, slug } from './names.ts'
import type { SourceCase, Vars } from './source-case.ts'

/** A case as it will be written, and the assertions of its test. */
export interface AllottedCase {
  readonly id: string
  readonly input: Vars
  readonly expected: Vars
  readonly source: SourceCase
}

/** What prompts make of the names of tests. */
export interface InputNames {
  /** What prompts insert. Everything else is what assertions compare with. */
  readonly names: ReadonlySet<string>
  /** Of these, those that are null where nothing shall be there. */
  readonly conditions: ReadonlySet<string>
  readonly lists: ReadonlySet<string>
  /** What a name inserts that a test does not have, in the language of its templates. */
  readonly absent: (name: string) => Json
}

/** What a case cannot have for a column of its own. */
const fieldsOfCases: ReadonlySet<string> = new Set(['id', 'input', 'expected', 'turns', 'tools'])

export function isColumn(name: string): boolean {
  return !fieldsOfCases.has(name)
}

/**
 * Cases of tests. What prompts insert is their input, the rest is expected; what a test lacks is given as its language
 * would insert it. A test that a prompt still cannot be asked with is left out.
 */
export function allotCases(
  tests: readonly SourceCase[],
  inputs: InputNames,
  prompts: readonly Pick<PromptDocument, 'system' | 'user' | 'messages'>[],
  findings: Findings,
): readonly AllottedCase[] {
  const ids = distinct(tests.map(({ title }, index) => (title && slug(title)) || `case-${index + 1}`))
  const templates = prompts.flatMap(textsOf)
  return tests.flatMap((source, index) => {
    const input = inputOf(source, inputs)
    const expected = expectedOf(source, inputs)
    const id = ids[index] ?? ''
    if (templates.every((text) => isRenderable(text, input))) {
      return [{ id, input, expected, source: withUsable(source, { input, expected }, inputs, findings) }]
    }
    findings.report(source.place, { code: 'import-lost', what: id, why: 'unusable' })
    return []
  })
}

/** How assertions here call what a test of the format has. */
export function assertionName(inputs: ReadonlySet<string>): (path: readonly string[]) => readonly string[] {
  return ([first = '', ...rest]) => [inputs.has(first) ? 'input' : 'expected', first, ...rest]
}

/** A test without the assertions that insert what it does not have. */
function withUsable(source: SourceCase, view: View, { names }: InputNames, findings: Findings): SourceCase {
  const assertions = source.assertions.filter(({ type, value }) => {
    if (value === undefined || value.names.length === 0) return true
    const isUsable = renderValue(value.write(assertionName(names)), view).ok
    const reason = 'inserts what this test does not have'
    if (!isUsable) findings.report(source.place, { code: 'import-assertion', type, reason })
    return isUsable
  })
  return { ...source, assertions }
}

function inputOf({ vars }: SourceCase, inputs: InputNames): Vars {
  const entries = [...inputs.names].map((name) => [name, inputValue(vars, name, inputs)] as const)
  return Object.fromEntries(entries)
}

function inputValue(vars: Vars, name: string, { conditions, lists, absent }: InputNames): Json {
  const value = Object.hasOwn(vars, name) ? vars[name] : undefined
  if (conditions.has(name) && (value === undefined || value === '')) return null
  if (value !== undefined) return value
  return lists.has(name) ? [] : absent(name)
}

/** What assertions insert and the test does not have is inserted as nothing. */
function expectedOf({ vars, assertions }: SourceCase, { names, absent }: InputNames): Vars {
  const own = Object.entries(vars).filter(([name]) => !names.has(name))
  const inserted = assertions.flatMap(({ value }) => value?.names ?? [])
  const lacking = inserted.filter((name) => !names.has(name) && !Object.hasOwn(vars, name))
  return Object.fromEntries([...own, ...lacking.map((name) => [name, absent(name)] as const)])
}

/** The templates of a prompt. */
function textsOf({
  system,
  user,
  messages = [],
}: Pick<PromptDocument, 'system' | 'user' | 'messages'>): readonly string[] {
  const parts = messages.flatMap(({ content }) => {
    return Array.isArray(content)
      ? content.flatMap(({ text, image, audio, file }) => [text, image, audio, file])
      : [content]
  })
  return [system, user, ...parts].filter((text) => typeof text === 'string')
}

function isRenderable(text: string, input: View): boolean {
  const parsed = parseTemplate(text)
  return parsed.ok && render(parsed.template, input).ok
}
