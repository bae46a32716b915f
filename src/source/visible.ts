/** Characters that a terminal or log obeys instead of showing: controls, line separators, and those that reorder text. */
const obeyed = /[\p{Cc}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]/u
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u

/** One character (code point) as it is shown: printable, on one line, and never part of a command to a runner. */
export function visibleCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (character === '\t') return '    '
  if (code < 0x20) return String.fromCodePoint(0x2400 + code)
  if (code === 0x7f) return '\u2421'
  return obeyed.test(character) || (code >= 0xd800 && code <= 0xdfff) ? '\ufffd' : character
}

/** A text on one line, as it may stand in a terminal or a runner's log. */
export function visibleText(text: string): string {
  return Array.from(text, visibleCharacter).join('').replaceAll('##[', '# #[')
}

/** Columns that a character takes in a terminal when shown by `visibleCharacter`. */
export function widthOf(character: string): number {
  if (character === '\t') return 4
  if (/^\p{Mn}/u.test(character)) return 0
  return wide.test(character) ? 2 : 1
}
