import type { PageData } from '../page-data.ts'

/** The smaller half of the data, which the first screen needs. */
export const page = embedded('page') as PageData

/** What the document holds for its script. */
export function embedded(id: string): unknown {
  return JSON.parse(document.getElementById(id)?.textContent ?? 'null')
}

/** What the two sides are called; of two files `A` and `B`. */
export const sides = page.sides
