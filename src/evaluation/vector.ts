/** What an embedding is kept as: its numbers in 32 bits, little-endian, in base64. */
export function textOfVector(vector: Float32Array): string {
  const bytes = new Uint8Array(vector.length * 4)
  const view = new DataView(bytes.buffer)
  for (const [index, value] of vector.entries()) view.setFloat32(index * 4, value, true)
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

/** The inverse; undefined for a text that is no vector of finite numbers. */
export function vectorOf(text: string): Float32Array | undefined {
  const bytes = bytesOf(text)
  if (bytes === undefined || bytes.length === 0 || bytes.length % 4 !== 0) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const vector = new Float32Array(bytes.length / 4)
  for (let index = 0; index < vector.length; index += 1) vector[index] = view.getFloat32(index * 4, true)
  return vector.every(Number.isFinite) ? vector : undefined
}

function bytesOf(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}
