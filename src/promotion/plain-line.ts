/**
 * Text from outside as one line of a commit message: it ends neither its line nor the terminal's state, and a forge reads
 * nothing into it. `#12`, `@team`, `GH-12` and addresses of issues get a space, so that nobody is called and nothing closed.
 */
export function plainLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, ' ')
    .replaceAll('##[', '##\\[')
    .replaceAll(/#(?=[\p{L}\p{N}])|(?<![\p{L}\p{N}_])@(?=[\p{L}\p{N}])|\bGH-(?=\d)/giu, '$& ')
    .replaceAll(/\/(?:issues|pull|discussions)\/(?=\d)/gi, '$& ')
    .trim()
}
