import { cut, oneLine, visible } from './untrusted.ts'

/** Breaks what GitHub would link; invisible to a reader. */
const gap = '\u200b'

/**
 * Text from outside as code: GitHub links, mentions and references nothing in it. One line, at most `max` units. A bar
 * would end the cell of a table even in a code span, and parsers differ on what escapes it: then it is an HTML element.
 */
export function markdownCode(text: string, max = 100): string {
  const shown = cut(oneLine(text), max)
  if (shown === '' || shown.includes('|')) return codeElement(shown)
  const ticks = '`'.repeat(longestRunOfTicks(shown) + 1)
  const pad = /^`|`$/.test(shown) ? ' ' : ''
  return ticks + pad + shown + pad + ticks
}

/** Text from outside inside HTML that Markdown does not read, such as a `<summary>`. One line, at most `max` units. */
export function htmlCode(text: string, max = 100): string {
  return codeElement(cut(oneLine(text), max))
}

function codeElement(shown: string): string {
  return shown === '' ? '(empty)' : `<code>${plain(shown)}</code>`
}

/**
 * A sentence that holds text from outside, as running text of one line. Pieces between backticks become code spans;
 * in the rest every character that Markdown or GitHub would act on is an entity or broken by a zero-width space.
 */
export function markdownProse(text: string, max = 600): string {
  return cut(oneLine(text), max).replace(/`([^`]+)`|[^`]+|`/g, (all: string, code: string | undefined) =>
    code === undefined ? plain(all) : markdownCode(code, max),
  )
}

/** A name as it is where it is made of letters, and nothing could be read into it; else as a code span. */
export function markdownWord(text: string): string {
  const plain = /^[A-Za-z]{1,40}([_-][A-Za-z]{1,40})*$/.test(text) && !/^[0-9a-f]{7,}$/i.test(text)
  return plain && text.length <= 100 ? text : markdownCode(text)
}

const autolinked = [
  '@', // mentions and addresses
  '#(?=\\w)', // issues
  ':(?=//)', // addresses of the web
  'www(?=\\.)',
  '[a-z]-(?=\\d)', // GH-1 and the repository's own prefixes
  '(?<![0-9a-z])[0-9a-f]{7,}(?![0-9a-z])', // commits
  ':(?=[a-z+-][\\w+-]*:)', // emoji
]
const markup = ['[&<>\\\\`*_\\[\\]|~$]', '^[-+=#]', '(?<=^\\d+)[.)]']
const acted = new RegExp([...autolinked, ...markup].join('|'), 'gi')

function plain(text: string): string {
  return text.replace(acted, (found) => {
    if (/^[0-9a-f]{7,}$/i.test(found)) return found.replace(/.{6}(?=.)/g, `$&${gap}`)
    if (found === '#') return entityOf(found) + gap
    return /^(@|:|www|[a-z]-)$/i.test(found) ? found + gap : entityOf(found)
  })
}

function entityOf(char: string): string {
  return `&#${char.charCodeAt(0)};`
}

/** Lines of text from outside in a code fence that is longer than any run of backticks in them. */
export function markdownFence(lines: readonly string[], language: string): string {
  const body = lines.map(visible).join('\n')
  const fence = '`'.repeat(Math.max(3, longestRunOfTicks(body) + 1))
  return `${fence}${language}\n${body}\n${fence}`
}

/** A row of a table. The cells are Markdown of one line in which texts from outside are escaped: they hold no bar. */
export function tableRow(cells: readonly string[]): string {
  return `|${cells.map((cell) => (cell === '' ? ' ' : ` ${cell} `)).join('|')}|`
}

function longestRunOfTicks(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0)
}
