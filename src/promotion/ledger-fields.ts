import type { Digest, Json } from '../digest/digest.ts'
import { LedgerFault } from './ledger.ts'

/** Version of the records that are written and read. */
export const recordVersion = 1

/** The JSON value of a ledger's file. Throws LedgerFault. */
export function parseLedgerJson(path: string, text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    throw new LedgerFault(`${path}: is not JSON`)
  }
}

/** Reads the fields of a mapping, each of its type or not at all: throws LedgerFault that names the file and the field. */
export class Fields {
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
    if (found > recordVersion)
      throw new LedgerFault(
        `${this.#path}: was written by a newer version of llmops (record version ${found}, known is ${recordVersion}); use that version`,
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

  amount(name: string): number {
    const value = this.#values.get(name)
    return typeof value === 'number' && Number.isFinite(value) && value >= 0
      ? value
      : this.#refuse(name, 'an amount of 0 or more')
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
