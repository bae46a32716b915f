/** Shorter secrets would black out ordinary words. */
const shortest = 8

/**
 * Plain JSON-like data in which every occurrence of a secret in a text, or in a key, is `***`. What holds none is not copied, and what
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
  if (typeof value === 'string') return redactedText(value, redaction)
  return typeof value === 'object' && value !== null ? redactedObject(value, redaction) : value
}

function redactedText(text: string, { secrets }: Redaction): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text)
}

/** The object itself where nothing in it changes: a report may have millions of them. */
function redactedObject(object: object, redaction: Redaction): object {
  const known = redaction.copies.get(object)
  if (known !== undefined) return known
  const copy = Array.isArray(object) ? redactedItems(object, redaction) : redactedFields(object, redaction)
  if (copy !== object) redaction.copies.set(object, copy)
  return copy
}

function redactedItems(items: readonly unknown[], redaction: Redaction): readonly unknown[] {
  let copy: unknown[] | undefined
  for (const [at, item] of items.entries()) {
    const clean = redacted(item, redaction)
    if (Object.is(clean, item)) continue
    copy ??= [...items]
    copy[at] = clean
  }
  return copy ?? items
}

/** What a user names is a key here and there, such as a column or a field of an input. */
function redactedFields(object: object, redaction: Redaction): object {
  const fields = Object.entries(object)
  const clean = ([key, field]: readonly [string, unknown]) =>
    [redactedText(key, redaction), redacted(field, redaction)] as const
  const isDirty = fields.some(([key, field]) => {
    const [cleanKey, cleanField] = clean([key, field])
    return cleanKey !== key || !Object.is(cleanField, field)
  })
  return isDirty ? Object.fromEntries(fields.map(clean)) : object
}
