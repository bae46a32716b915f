/**
 * A stream of uniform 32-bit integers (0 to 2^32 - 1), the same for the same seed on every machine.
 *
 * xoshiro128** (Blackman & Vigna 2021, "Scrambled linear pseudorandom number generators", ACM TOMS 47(4)), its four
 * words filled by splitmix32. Not for secrets.
 * @param seed any integer; its lowest 32 bits count
 * @throws RangeError when the seed is not an integer
 */
export function uint32Stream(seed: number): () => number {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed must be an integer, it is ${seed}`)
  const next = splitmix32(seed)
  let [a, b, c, d] = [next(), next(), next(), next()]
  return () => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotateLeft(d, 11)
    return result
  }
}

function rotateLeft(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by))
}

/** A Weyl sequence through the hash [16 21f0aaad 15 735a2d97 15] (github.com/skeeto/hash-prospector). */
function splitmix32(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return mixed ^ (mixed >>> 15)
  }
}
