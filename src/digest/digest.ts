import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** `sha256:<64 hex digits>`: the digest of some bytes, or of some JSON in the form of RFC 8785. */
export type Digest = `sha256:${string}`

/** Digest of bytes, or of a text as UTF-8. */
export function digestOf(content: Uint8Array | string): Digest {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`
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

/** The first 32 bits of the SHA-256 of a value's RFC 8785 form: a seed that depends on nothing else. */
export function seedOf(value: Json): number {
  return Number.parseInt(digestOfJson(value).slice('sha256:'.length, 'sha256:'.length + 8), 16)
}
