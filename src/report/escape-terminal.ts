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

/**
 * Lines as one text for stdout that the Actions runner reads as nothing but text: no line begins with `::`, even after
 * white space, and `##[`, which counts anywhere, does not occur. Ends in a line end; white space at line ends is gone.
 */
export function terminalDocument(lines: readonly string[]): string {
  const text = lines.join('\n').split('\n').map(asText).join('\n')
  return `${text.trimEnd()}\n`
}

function asText(line: string): string {
  return line
    .trimEnd()
    .replaceAll('##[', '##\\[')
    .replace(/^(\s*)::/, '$1\\::')
}
