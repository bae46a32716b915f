import { readHandlebars } from './handlebars.ts'
import { readMustache } from './mustache.ts'
import { readNunjucks } from './nunjucks.ts'
import type { Dialect, KnownValues, Translation } from './piece.ts'
import { readReplacement } from './replacement.ts'

/** How a language of templates is read. `keys`: those of the test data, for plain replacement. */
export const readers: {
  readonly [dialect in Dialect]: (text: string, known: KnownValues, keys: ReadonlySet<string>) => Translation
} = {
  nunjucks: readNunjucks,
  jinja2: readNunjucks,
  handlebars: readHandlebars,
  mustache: readMustache,
  replacement: (text, _known, keys) => readReplacement(text, keys),
}

/** Languages in which the tag of a loop leaves the line end behind that it stands before. */
export const keepsLines: ReadonlySet<Dialect> = new Set(['nunjucks', 'jinja2'])

/** How the languages are called. */
export const dialectNames: { readonly [dialect in Dialect]: string } = {
  nunjucks: 'Nunjucks',
  jinja2: 'Jinja2',
  handlebars: 'Handlebars',
  mustache: 'mustache',
  replacement: 'plain replacement',
}
