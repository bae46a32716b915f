/** One of several jobs that a run is dealt to. */
export interface Shard {
  /** From 1. */
  readonly index: number
  readonly of: number
}

/** A run that is not dealt out. */
export const wholeRun: Shard = { index: 1, of: 1 }

/** The jobs of one matrix of GitHub Actions. */
export const mostShards = 256

/** `3/8`; undefined where the text is no shard. */
export function parseShard(text: string): Shard | undefined {
  const [, index, of] = /^([1-9]\d{0,2})\/([1-9]\d{0,2})$/.exec(text) ?? []
  const shard = { index: Number(index), of: Number(of) }
  return shard.of <= mostShards && shard.index <= shard.of ? shard : undefined
}

export function formatShard({ index, of }: Shard): string {
  return `${index}/${of}`
}
