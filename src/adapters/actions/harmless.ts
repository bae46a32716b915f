/** Characters that a log obeys instead of showing: controls but the tab, line separators, and those that reorder text. */
const obeyed = /[^\P{Cc}\t]|[\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu

/** Lines as the runner reads them. */
export function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/)
}

/**
 * One line that is nothing but text to the runner: a backslash is put where a command would begin, which is `::` after
 * nothing but white space, and `##[` anywhere.
 */
export function harmless(line: string): string {
  return line
    .replaceAll(obeyed, '\ufffd')
    .replaceAll('##[', '##\\[')
    .replace(/^(\s*)::/, '$1\\::')
}
