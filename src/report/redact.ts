/** Shorter secrets would black out ordinary words. */
const shortest = 8

/**
 * Plain JSON-like data in which every occurrence of a secret in a text is `***`. What holds none is not copied, and what
 * is shared stays shared.
 * Done before a report is rendered: comments and artifacts are not masked by the runner, and a secret that was cut or
 * escaped would no longer be found.
 */
export function withoutSecrets<T>(value: T, secrets: readonly string[]): T {
  const found = secrets.filter((secret) => secret.length >= shortest).toSorted((a, b) => b.length - a.length)
  return found.length === 0 ? value : (redacted(value, { secrets: found, copies: new Map() }) as T)
}

interface Redaction {
  /** The longest first. */
  readonly secrets: readonly string[]
  /** The copies of what held a secret. */
  readonly copies: Map<object, object>
}

function redacted(value: unknown, redaction: Redaction): unknown {
  if (typeof value === 'string')
    return redaction.secrets.reduce((text, secret) => text.replaceAll(secret, '***'), value)
  return typeof value === 'object' && value !== null ? redactedObject(value, redaction) : value
}

/** The object itself where nothing in it changes: a report may have millions of them. */
function redactedObject(object: object, redaction: Redaction): object {
  const known = redaction.copies.get(object)
  if (known !== undefined) return known
  let copy: object | undefined
  for (const [key, field] of Object.entries(object)) {
    const clean = redacted(field, redaction)
    if (Object.is(clean, field)) continue
    copy ??= Array.isArray(object) ? [...object] : { ...object }
    Object.assign(copy, { [key]: clean })
  }
  if (copy !== undefined) redaction.copies.set(object, copy)
  return copy ?? object
}
