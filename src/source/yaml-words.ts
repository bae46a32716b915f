import type { ErrorCode } from 'yaml'

type Words = string | ((message: string) => string)

/** What the parser's codes mean to an author. Never the parser's own message: it carries text of the file. */
const words: { readonly [code in ErrorCode]: Words } = {
  ALIAS_PROPS: 'an alias may have no anchor or tag',
  BAD_ALIAS: 'a name is missing after `&` or `*`; a text that begins with one must stand in quotes',
  BAD_COLLECTION_TYPE: 'a tag that does not fit this value',
  BAD_DIRECTIVE: 'a line that begins with `%` is a directive; there are none here',
  BAD_DQ_ESCAPE: 'no such escape in double quotes; write `\\\\` for a backslash, or use single quotes',
  BAD_INDENT: 'this line is indented differently from its neighbours',
  BAD_PROP_ORDER: 'an anchor or tag stands before the indicator',
  BAD_SCALAR_START: 'a text that begins with this character must stand in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'the lines below this value are indented as if they belonged to it',
  BLOCK_IN_FLOW: 'inside brackets, only values in brackets, quotes or on one line',
  DUPLICATE_KEY: 'this key was given before',
  IMPOSSIBLE: 'this is not YAML',
  KEY_OVER_1024_CHARS: 'a key of more than 1,024 characters',
  MISSING_CHAR: missingCharacter,
  MULTILINE_IMPLICIT_KEY: 'this line is not `key: value`',
  MULTIPLE_ANCHORS: 'more than one anchor',
  MULTIPLE_DOCS: 'more than one document',
  MULTIPLE_TAGS: 'more than one tag',
  NON_STRING_KEY: 'a key must be a text',
  RESOURCE_EXHAUSTION: 'nested too deeply',
  TAB_AS_INDENT: 'a tab indents this line; YAML wants spaces',
  TAG_RESOLVE_FAILED: 'a tag that is not known',
  UNEXPECTED_TOKEN: (message) =>
    message.startsWith('Block scalar header')
      ? 'after `|` or `>` the text begins on the next line'
      : 'this does not belong here; if it is part of a text, put the text in quotes',
}

export const unquotedTemplate = 'a text that begins with `{{` must stand in quotes'
export const openBracket = 'the bracket that opens here is never closed'
export const unquotedColon = 'a text with `: ` in it must stand in quotes'

/** Said of a missing character; in the order in which the patterns are tried. */
const missing: readonly (readonly [RegExp, string])[] = [
  [/closing "quote/, 'the double quote that opens here is never closed'],
  [/closing 'quote/, 'the single quote that opens here is never closed'],
  [/Missing ,/, 'a comma is missing between two items'],
  [/need to be followed by map values/, 'this line is not `key: value`: the `:` is missing'],
  [/Comments must be separated/, 'a space is missing before `#`'],
  [/Missing space after/, 'a space is missing after `:`'],
  [/Sequence item/, 'this item of a list does not begin with `- `'],
  [/start on same line/, 'the document must begin on the line after `---`'],
]

function missingCharacter(message: string): string {
  return missing.find(([pattern]) => pattern.test(message))?.[1] ?? 'a character is missing here'
}

/** What is wrong, for an author. */
export function wordsFor(code: ErrorCode, message: string): string {
  const said = words[code]
  return typeof said === 'string' ? said : said(message)
}
