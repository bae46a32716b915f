import type { Place } from '../diagnostic/place.ts'
import type { Problem } from '../diagnostic/problem.ts'

export { namesUsed } from './template-names.ts'
export type { NameUse } from './template-names.ts'
export { parseTemplate } from './template-parse.ts'
export { render } from './template-render.ts'
export { renderValue } from './template-value.ts'

/** A text that may hold mustache tags, and where it was written. `\n` line ends. */
export interface TemplateText {
  readonly text: string
  readonly place: Place
}

/** A range of UTF-16 offsets `[start, end)` in the text of a template. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

/** `{{name}}`, `{{{name}}}` or `{{&name}}`: the same here, since nothing is escaped. */
export interface Variable extends TextRange {
  readonly kind: 'variable'
  /** As written, without braces: `expected.word`, or `.` for the item of the section. */
  readonly name: string
  /** The parts of the name; empty for `.`. */
  readonly path: readonly string[]
}

/** `{{#name}}…{{/name}}`, or `{{^name}}…{{/name}}` where inverted. The range is that of the opening tag. */
export interface Section extends TextRange {
  readonly kind: 'section'
  readonly inverted: boolean
  readonly name: string
  readonly path: readonly string[]
  readonly nodes: readonly TemplateNode[]
}

export type TemplateNode = { readonly kind: 'text'; readonly text: string } | Variable | Section

/**
 * A parsed template: mustache without partials, lambdas and delimiter changes. Comments and the line ends of tags that
 * stand alone on their line are gone; sections nest at most 64 deep.
 */
export interface Template {
  /** The text it was parsed from. */
  readonly text: string
  readonly nodes: readonly TemplateNode[]
}

/** What is wrong with the text of a template, and where in it. */
export interface TemplateProblem extends TextRange {
  readonly problem: Problem
}
