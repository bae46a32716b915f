import type { Json } from '../digest/digest.ts'

/** The text of UTF-8, as it stands; undefined where it is none. */
export function readText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

/** The JSON value in a file; undefined where it holds none. */
export function readJsonFile(bytes: Uint8Array): Json | undefined {
  const text = readText(bytes)
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Json)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

export function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}
