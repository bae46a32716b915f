import { canonicalJson, digestOf } from '../digest/digest.ts'
import type { Digest, Json } from '../digest/digest.ts'
import type { Release } from './driver.ts'
import { LedgerFault } from './ledger.ts'
import type { LedgerRecord } from './ledger.ts'

const version = 1

/** The bytes of a record: its RFC 8785 form and a line end. What is undefined is left out. */
export function recordText(record: LedgerRecord): string {
  const { target, subject, digest, sequence, source } = record.release
  const { evidence, predecessor, reason, holdsAgainst, state, kind, at, by } = record
  const optional = Object.entries({ evidence, predecessor, reason, holdsAgainst }).filter(
    ([, value]) => value !== undefined,
  )
  const release = { target, subject, digest, sequence, source }
  return `${canonicalJson({ version, state, kind, at, by, release, ...(Object.fromEntries(optional) as Record<string, Json>) })}\n`
}

/** What the next record of the same target names as its predecessor: the sha256 of the record's file. */
export function recordDigest(record: LedgerRecord): Digest {
  return digestOf(recordText(record))
}

/**
 * Reads what `recordText` wrote, byte for byte.
 * @throws LedgerFault that names the file and the field
 */
export function parseRecord(path: string, text: string): LedgerRecord {
  const fields = new Fields(path, parseJson(path, text))
  fields.requireVersion()
  const record: LedgerRecord = {
    version,
    state: fields.oneOf('state', ['claimed', 'committed', 'withdrawn']),
    kind: fields.oneOf('kind', ['promotion', 'rollback']),
    release: releaseOf(fields.below('release')),
    evidence: fields.optional('evidence', () => fields.digest('evidence')),
    predecessor: fields.optional('predecessor', () => fields.digest('predecessor')),
    at: fields.time('at'),
    by: fields.text('by'),
    reason: fields.optional('reason', () => fields.text('reason')),
    holdsAgainst: fields.optional('holdsAgainst', () => fields.digest('holdsAgainst')),
  }
  if (recordText(record) !== text)
    throw new LedgerFault(`${path}: has fields or a form that a record of version ${version} does not have`)
  return record
}

function releaseOf(fields: Fields): Release {
  return {
    target: fields.text('target'),
    subject: fields.text('subject'),
    digest: fields.digest('digest'),
    sequence: fields.count('sequence'),
    source: fields.text('source'),
  }
}

function parseJson(path: string, text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    throw new LedgerFault(`${path}: is not JSON`)
  }
}

/** Reads the fields of a mapping, each of its type or not at all. */
class Fields {
  readonly #path: string
  readonly #values: ReadonlyMap<string, Json>

  /** `path` is the file, followed by the keys that lead here. */
  constructor(path: string, value: Json | undefined) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new LedgerFault(`${path}: is no mapping`)
    this.#path = path
    this.#values = new Map(Object.entries(value))
  }

  requireVersion(): void {
    const found = this.count('version')
    if (found > version)
      throw new LedgerFault(
        `${this.#path}: was written by a newer version of llmops (record version ${found}, known is ${version}); use that version`,
      )
  }

  below(name: string): Fields {
    return new Fields(`${this.#path}: ${name}`, this.#values.get(name))
  }

  optional<Value>(name: string, read: () => Value): Value | undefined {
    return this.#values.has(name) ? read() : undefined
  }

  text(name: string): string {
    const value = this.#values.get(name)
    return typeof value === 'string' ? value : this.#refuse(name, 'a text')
  }

  oneOf<Value extends string>(name: string, values: readonly Value[]): Value {
    const value = values.find((one) => one === this.#values.get(name))
    return value ?? this.#refuse(name, `one of ${values.join(', ')}`)
  }

  digest(name: string): Digest {
    const value = this.text(name)
    return isDigest(value) ? value : this.#refuse(name, 'a digest (sha256:…)')
  }

  count(name: string): number {
    const value = this.#values.get(name)
    return Number.isSafeInteger(value) && Number(value) > 0
      ? Number(value)
      : this.#refuse(name, 'a whole number from 1')
  }

  time(name: string): string {
    const value = this.text(name)
    return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value)
      ? value
      : this.#refuse(name, 'a time in UTC (ISO 8601)')
  }

  #refuse(name: string, wanted: string): never {
    throw new LedgerFault(`${this.#path}: ${name} is not ${wanted}`)
  }
}

function isDigest(text: string): text is Digest {
  return /^sha256:[0-9a-f]{64}$/.test(text)
}
