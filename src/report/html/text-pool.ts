import { cut } from '../untrusted.ts'

/** Texts by their index, each once. */
export interface TextPool {
  readonly texts: readonly string[]
  /** How many there was no room for. */
  readonly leftOut: number
  /** Adds the text where it is not there yet. Beyond the limits it is cut, or a word stands for it. */
  indexOf(text: string): number
}

/** UTF-16 units. A browser opens a page of this size; beyond it a reader is better served by the JSON of a smaller run. */
const mostInAll = 48_000_000
const mostInOne = 100_000

export function textPool(limit = mostInAll): TextPool {
  const indices = new Map<string, number>()
  const texts: string[] = []
  let units = 0
  let leftOut = 0
  function add(text: string): number {
    texts.push(text)
    return texts.length - 1
  }
  function indexOf(text: string): number {
    const known = indices.get(text)
    if (known !== undefined) return known
    const kept = cut(text, mostInOne)
    const fits = units + kept.length <= limit
    units += fits ? kept.length : 0
    leftOut += fits ? 0 : 1
    const index = add(fits ? kept : '(left out for length)')
    indices.set(text, index)
    return index
  }
  return {
    texts,
    get leftOut() {
      return leftOut
    },
    indexOf,
  }
}
