import { UsageFault } from '../diagnostic/fault.ts'
import { mostShards, parseShard, type Shard } from '../evaluation/shard/shard.ts'

/** `2/8`. Throws UsageFault, which names where the text stands. */
export function shardFrom(text: string, where: string): Shard {
  const shard = parseShard(text)
  if (shard !== undefined) return shard
  throw new UsageFault(`${where} is '${text}'; it takes I/N, such as 2/8: the Ith of N shards, at most ${mostShards}`)
}

/** How many shards. Throws UsageFault, which names where the text stands. */
export function shardsFrom(text: string, where: string): number {
  const count = /^[1-9]\d{0,2}$/.test(text) ? Number(text) : Number.NaN
  if (count <= mostShards) return count
  throw new UsageFault(`${where} is '${text}'; it takes a number from 1 to ${mostShards}`)
}
