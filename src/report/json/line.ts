/** What a terminal or the runner would act on, or a reader would not see. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/**
 * A value as JSON in one line that is nothing but data wherever it is printed: `##[`, which the Actions runner obeys
 * anywhere in a line, and all control and format characters are escaped inside the strings. A field that is undefined
 * or an unbounded number is left out.
 */
export function jsonLine(value: object): string {
  const text = JSON.stringify(value, (_, field: unknown) => (isUnbounded(field) ? undefined : field))
  return text.replaceAll('##[', '#\\u0023[').replace(unseen, escaped)
}

function isUnbounded(field: unknown): boolean {
  return typeof field === 'number' && !Number.isFinite(field)
}

function escaped(char: string): string {
  return Array.from({ length: char.length }, (_, at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`).join(
    '',
  )
}
