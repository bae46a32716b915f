import type { TemplateReason } from '../../diagnostic/import-reasons.ts'
import type { TextRange } from '../../resources/template.ts'

/** A piece of a template, whatever language it was written in. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  /** What a name stands for; the empty path is the item of the section. `root`: looked up in the input itself. */
  | { readonly kind: 'value'; readonly path: readonly string[]; readonly root: boolean }
  | {
      readonly kind: 'open'
      readonly path: readonly string[]
      readonly root: boolean
      readonly inverted: boolean
      /** Set where the line that it stood alone on is left out, as it is in mustache. */
      readonly isAlone?: true
    }
  | { readonly kind: 'close'; readonly isAlone?: true }
  | { readonly kind: 'medium'; readonly type: 'image' | 'audio' | 'file'; readonly path: readonly string[] }

/** A piece that could not be kept as it is. The range is that of its tag. */
export interface TemplateLoss extends TextRange {
  readonly tag: string
  readonly why: TemplateReason
}

/** A template that was read in its own language. */
export interface Translation {
  readonly pieces: readonly Piece[]
  readonly losses: readonly TemplateLoss[]
  /** Names whose sections are skipped for null, where their language skips for the empty text, too. */
  readonly conditions: readonly string[]
  /** Names of lists that sections repeat over. */
  readonly lists: readonly string[]
}

/** What is known of the values that templates insert: for a path from the input on, every value that occurs there. */
export interface KnownValues {
  /** Undefined where nothing is known of any value. */
  at(path: readonly string[]): readonly unknown[] | undefined
}

/** A language that templates are written in. */
export type Dialect = 'nunjucks' | 'jinja2' | 'handlebars' | 'mustache' | 'replacement'
