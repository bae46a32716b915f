import type { Report } from '../../src/verdict/reports.ts'
import { states } from './states.ts'

/** Texts that do something where they are printed unescaped. */
export const hostileTexts: readonly string[] = [
  '@team',
  '@acme/support',
  'someone@example.com',
  '#1',
  'GH-1',
  'JIRA-7',
  'acme/app#12',
  'fixes #2',
  'Closes: acme/app#3',
  'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678',
  '<!-- llmops:check -->',
  '-->',
  '```',
  '``````\nnot code',
  '`',
  '`` ` ``',
  '~~~',
  '</details>',
  '<details><summary>',
  '</summary>',
  '</code>@team<code>',
  '| a | b |',
  '\\|',
  '\\',
  '\\`|`',
  '&lt;img&gt;',
  '::error::x',
  '  ::set-output name=promote::true',
  'x\n::set-output name=promote::true',
  '##[add-mask]secret',
  '###[[error]x]',
  '\r::set-output name=promote::true',
  '\r\n##[error]x',
  '\u0085::error::x',
  '\u2028::error::x',
  '\u001b[31mred\u001b[0m',
  '\u009b31m',
  '\u0000\u0007\u007f',
  '\u202eevil\u2066',
  '\u{e0041}\u{e0042}',
  '![x](http://evil.example/x.png)',
  '[x](http://evil.example)',
  '[x]: http://evil.example',
  '<http://evil.example>',
  'https://evil.example/a?b=c',
  'www.evil.example',
  '<img src="http://evil.example">',
  '<script>alert(1)</script>',
  '- [x] done',
  '[x]',
  '# heading',
  '> quote',
  '1. one',
  '---',
  '===',
  '***bold***',
  '__bold__',
  '~~gone~~',
  '$x$',
  '$$x$$',
  ':rocket:',
  '\ud800',
  '    indented',
  '\t\ttabs',
  '\n\n\n',
  '',
]

/** All of them in one text. */
const everything = hostileTexts.join(' ') + hostileTexts.join('\n') + hostileTexts.join('')

/** Fields whose texts are ours: the words of a closed list, not text from outside. */
const closed = new Set(
  'command state kind code severity decision direction side measure policy scale change effect in part type commit reality whenUnsure why loosened already shows action format purpose about limit runs'.split(
    ' ',
  ),
)
const closedReasons = new Set([
  'new subject',
  'new suite',
  'new metric',
  'renamed input',
  'measure changed',
  'no pairs',
])

/** The report with `hostile` before every text from outside; what was equal stays equal. */
function withText<T>(value: T, hostile: string, key = ''): T {
  if (typeof value === 'string') {
    const isOurs = closed.has(key) || closedReasons.has(value)
    return (isOurs ? value : hostile + value) as T
  }
  if (Array.isArray(value)) return value.map((item) => withText(item, hostile, key)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withText(item, hostile, name)])) as T
}

/** Every state with every text from outside hostile, in all ways at once. */
export const attacked: Readonly<Record<string, Report>> = Object.fromEntries(
  Object.entries(states).map(([name, report]) => [name, withText(report, everything)]),
)

/** One state under each attack on its own. */
export const attackedOneByOne: readonly (readonly [name: string, report: Report])[] = Object.entries(states).flatMap(
  ([name, report]) =>
    hostileTexts.map((text) => [`${name} with ${JSON.stringify(text)}`, withText(report, text)] as const),
)
