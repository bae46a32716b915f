import { cut, oneLine, visible } from './untrusted.ts'

/** Text from outside inside a line of ours. At most `max` UTF-16 units. */
export function terminalText(text: string, max = 200): string {
  return cut(oneLine(text), max)
}

/** Text from outside as lines of their own, each at most `max` UTF-16 units. */
export function terminalLines(text: string, max = 200): readonly string[] {
  return visible(text)
    .split('\n')
    .map((line) => cut(line.replaceAll('\t', '  '), max))
}

/** Lines as one text for stdout, ending in a line end; white space at line ends is gone. */
export function terminalDocument(lines: readonly string[]): string {
  const trimmed = lines.flatMap((line) => line.split('\n')).map((line) => line.trimEnd())
  return `${withoutCommands(trimmed.join('\n')).trimEnd()}\n`
}

/**
 * The text such that the Actions runner reads it as nothing but text: no line begins with `::`, even after white space,
 * and `##[`, which counts anywhere, does not occur. A backslash is put where they would.
 */
export function withoutCommands(text: string): string {
  return text.replaceAll('##[', '##\\[').replace(/^([^\S\n]*)::/gm, '$1\\::')
}
