/** Shorter secrets would black out ordinary words. */
const shortest = 8

/**
 * A copy of plain JSON-like data in which every occurrence of a secret in a text is `***`.
 * Done before a report is rendered: comments and artifacts are not masked by the runner, and a secret that was cut or
 * escaped would no longer be found.
 */
export function withoutSecrets<T>(value: T, secrets: readonly string[]): T {
  const found = secrets.filter((secret) => secret.length >= shortest).toSorted((a, b) => b.length - a.length)
  return found.length === 0 ? value : (copyWithout(value, found) as T)
}

function copyWithout(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return secrets.reduce((text, secret) => text.replaceAll(secret, '***'), value)
  if (Array.isArray(value)) return value.map((item) => copyWithout(item, secrets))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyWithout(item, secrets)]))
}
