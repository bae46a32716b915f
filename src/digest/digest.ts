import { createHash, hash } from 'node:crypto'
import canonicalize from 'canonicalize'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** `sha256:<64 hex digits>`: the digest of some bytes, or of some JSON in the form of RFC 8785. */
export type Digest = `sha256:${string}`

/** Digest of bytes, or of a text as UTF-8. */
export function digestOf(content: Uint8Array | string): Digest {
  return `sha256:${hash('sha256', content, 'hex')}` // a hash object would live until the next collection of everything
}

/** The JSON Canonicalization Scheme (RFC 8785): one text per value, whatever the order of its keys. */
export function canonicalJson(value: Json): string {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('only JSON values have a canonical form')
  return text
}

/** Digest of the RFC 8785 form of a value. */
export function digestOfJson(value: Json): Digest {
  return digestOf(canonicalJson(value))
}

/** The same of an object, of which lists that are too long to be held as one text are given as iterators. */
export function digestOfFields(fields: { readonly [key: string]: Json | IteratorObject<Json> }): Digest {
  const digest = createHash('sha256')
  const keys = Object.keys(fields).toSorted()
  for (const [index, key] of keys.entries()) {
    digest.update(`${index === 0 ? '{' : ','}${canonicalJson(key)}:`)
    for (const piece of piecesOf(fields[key] as Json | IteratorObject<Json>)) digest.update(piece)
  }
  return `sha256:${digest.update(keys.length === 0 ? '{}' : '}').digest('hex')}`
}

function* piecesOf(field: Json | IteratorObject<Json>): Generator<string> {
  if (!isIterator(field)) return yield canonicalJson(field)
  yield '['
  let before = ''
  for (const item of field) {
    yield before + canonicalJson(item)
    before = ','
  }
  yield ']'
}

function isIterator(field: Json | IteratorObject<Json>): field is IteratorObject<Json> {
  return field instanceof Iterator
}

/** The first 32 bits of the SHA-256 of a value's RFC 8785 form: a seed that depends on nothing else. */
export function seedOf(value: Json): number {
  return Number.parseInt(digestOfJson(value).slice('sha256:'.length, 'sha256:'.length + 8), 16)
}
