import { uint32Stream } from './prng.ts'

/** A copy in seeded random order (Fisher & Yates; Durstenfeld 1964, Algorithm 235). Every order is as likely, to 2^-32. */
export function shuffle<Item>(items: readonly Item[], seed: number): Item[] {
  const next = uint32Stream(seed)
  const order = items.map((_, at) => at)
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor((next() * (last + 1)) / 2 ** 32)
    const moved = order[last] as number
    order[last] = order[other] as number
    order[other] = moved
  }
  return order.map((at) => items[at] as Item)
}
