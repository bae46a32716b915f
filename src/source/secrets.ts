import { canBeSecret, type SecretPattern, secretPatterns } from './secret-patterns.ts'

/** A range of UTF-16 offsets `[start, end)` that looks like a secret. */
export interface SecretRange {
  readonly start: number
  readonly end: number
  /** What it looks like: `an API key of OpenAI`. */
  readonly what: string
  /** Characters at its beginning that may be shown. */
  readonly prefix: number
}

/** What looks like a secret in a text, in its order; of two that overlap the first known by its form. */
export function secretsIn(text: string): readonly SecretRange[] {
  const found: SecretRange[] = []
  for (const pattern of secretPatterns) {
    for (const one of matches(text, pattern)) {
      if (!found.some(({ start, end }) => one.start < end && start < one.end)) found.push(one)
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

/** The text with every character of what looks like a secret replaced by `*`: as long as before, with the same lines. */
export function withoutSecretText(text: string): string {
  let clean = ''
  let at = 0
  for (const { start, end, prefix } of secretsIn(text)) {
    const hidden = start + prefix
    clean += text.slice(at, hidden) + text.slice(hidden, end).replaceAll(/[^\n]/g, '*')
    at = end
  }
  return at === 0 ? text : clean + text.slice(at)
}

function matches(text: string, pattern: SecretPattern): readonly SecretRange[] {
  if (!pattern.signs.some((sign) => text.includes(sign))) return []
  return [...text.matchAll(pattern.pattern)].flatMap(({ indices }) => {
    const [start, end] = indices?.groups?.['secret'] ?? indices?.[0] ?? [0, 0]
    const { what, prefix } = pattern
    return canBeSecret(text.slice(start, end), pattern) ? [{ start, end, what, prefix }] : []
  })
}
