/** A line of output that a step may command the runner with: `::name k=v,…::data`, or the old `##[name k=v;…]data`. */
export interface RunnerCommand {
  readonly name: string
  /** As written; names count without regard to case (`propertyOf`). */
  readonly properties: Readonly<Record<string, string>>
  readonly data: string
  /** Of the old form, which counts anywhere in a line. */
  readonly legacy: boolean
}

/** White space for .NET, which is not that of JavaScript: U+0085 is, the byte order mark is not. */
const space = String.raw`[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]`
const leadingSpace = new RegExp(`^${space}+`)
const trailingSpace = new RegExp(`${space}+$`)

/**
 * The command in a line, as the runner's ActionCommand reads it; undefined where the line is plain text. A name that is
 * not known makes no command, and a line holds one command at most.
 */
export function parseCommand(line: string, isKnown: (name: string) => boolean): RunnerCommand | undefined {
  return parseCurrent(line, isKnown) ?? parseLegacy(line, isKnown)
}

/**
 * Whatever a runner could take for a command in a step's output, whether it knows the name today or not: what harmless
 * output has none of.
 */
export function commandsIn(output: string): readonly RunnerCommand[] {
  return linesOf(output).flatMap((line) => parseCommand(line, () => true) ?? [])
}

/** Lines as the runner reads them: they end at `\n`, `\r\n` and a bare `\r`. */
export function linesOf(output: string): readonly string[] {
  const lines = output.split(/\r\n|\r|\n/)
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

export function propertyOf(command: RunnerCommand, name: string): string | undefined {
  const same = Object.keys(command.properties).findLast((key) => key.toLowerCase() === name.toLowerCase())
  return same === undefined ? undefined : command.properties[same]
}

function parseCurrent(line: string, isKnown: (name: string) => boolean): RunnerCommand | undefined {
  const text = line.replace(leadingSpace, '')
  const end = text.startsWith('::') ? text.indexOf('::', 2) : -1
  if (end < 0) return undefined
  const { name, rest } = nameOf(text.slice(2, end))
  if (name === '' || !isKnown(name)) return undefined
  const trimmed = rest.replace(leadingSpace, '').replace(trailingSpace, '')
  const properties = propertiesIn(trimmed, ',', { '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',' })
  return { name, properties, data: unescape(text.slice(end + 2), { '%0D': '\r', '%0A': '\n' }), legacy: false }
}

function parseLegacy(line: string, isKnown: (name: string) => boolean): RunnerCommand | undefined {
  const start = line.indexOf('##[')
  const end = start < 0 ? -1 : line.indexOf(']', start)
  if (end < 0) return undefined
  const { name, rest } = nameOf(line.slice(start + 3, end))
  if (name === '' || !isKnown(name)) return undefined
  const escapes = { '%3B': ';', '%0D': '\r', '%0A': '\n', '%5D': ']' }
  return {
    name,
    properties: propertiesIn(rest, ';', escapes),
    data: unescape(line.slice(end + 1), escapes),
    legacy: true,
  }
}

function nameOf(head: string): { name: string; rest: string } {
  const at = head.indexOf(' ')
  return at < 0 ? { name: head, rest: '' } : { name: head.slice(0, at), rest: head.slice(at + 1) }
}

/** A property without a name or a value is none. */
function propertiesIn(text: string, separator: string, escapes: Readonly<Record<string, string>>) {
  const pairs = text.split(separator).flatMap((pair) => {
    const [, name, value] = /^=*([^=]+)=+(.+)$/s.exec(pair) ?? []
    return name === undefined || value === undefined ? [] : [[name, unescape(value, escapes)] as const]
  })
  return Object.fromEntries(pairs)
}

/** The percent sign comes last, so that `%250A` is the text `%0A`. */
function unescape(text: string, escapes: Readonly<Record<string, string>>): string {
  const unescaped = Object.entries(escapes).reduce((result, [from, to]) => result.replaceAll(from, to), text)
  return unescaped.replaceAll('%25', '%')
}
