import type { Digest } from '../digest/digest.ts'

/** Words of a digest that are kept: 128 of its bits, which no two calls of a plan share. */
const words = 4
const hexDigitsOfWord = 8
const start = 'sha256:'.length

/** A set of digests that takes about 30 bytes for each, where a Set of their texts takes more than 100. */
export class DigestSet {
  #table = new Uint32Array(1024 * words)
  #size = 0

  has(digest: Digest): boolean {
    return !isFree(this.#table, this.#placeOf(wordsOf(digest)))
  }

  /** False where it was there already. */
  add(digest: Digest): boolean {
    const kept = wordsOf(digest)
    const place = this.#placeOf(kept)
    if (!isFree(this.#table, place)) return false
    this.#table.set(kept, place)
    this.#size += 1
    if (this.#size * words * 2 > this.#table.length) this.#grow()
    return true
  }

  /** Where it is, or belongs: at its first word, or in the next place that is free. */
  #placeOf(kept: Words): number {
    const table = this.#table
    let at = ((kept[0] ?? 0) * words) % table.length
    while (!isFree(table, at) && !isAt(table, at, kept)) at = (at + words) % table.length
    return at
  }

  #grow(): void {
    const before = this.#table
    this.#table = new Uint32Array(before.length * 2)
    for (let at = 0; at < before.length; at += words) {
      const kept = before.subarray(at, at + words)
      if (!isFree(before, at)) this.#table.set(kept, this.#placeOf(kept))
    }
  }
}

type Words = ArrayLike<number>

/** A place without a digest is all zeros. */
function isFree(table: Uint32Array, at: number): boolean {
  return table[at] === 0 && table[at + 1] === 0 && table[at + 2] === 0 && table[at + 3] === 0
}

function isAt(table: Uint32Array, at: number, kept: Words): boolean {
  return table[at] === kept[0] && table[at + 1] === kept[1] && table[at + 2] === kept[2] && table[at + 3] === kept[3]
}

function wordsOf(digest: Digest): Words {
  const word = (index: number): number => {
    const from = start + index * hexDigitsOfWord
    return Number.parseInt(digest.slice(from, from + hexDigitsOfWord), 16)
  }
  return [word(0), word(1), word(2), word(3)]
}
