import { mostShards } from './shard.ts'

/** What is known of a run before it is dealt out. */
export interface ExpectedRun {
  /** Cases and sides that have to be run. */
  readonly trials: number
  /** Until all is answered in one piece, as far as anybody can know. */
  readonly minutes: number
  /** Requests that its slowest provider takes at once. */
  readonly atOnce: number
}

/** Into how many shards a run is dealt, and how long each takes. */
export interface ShardPlan {
  /** 0 where nothing is to be run. */
  readonly of: number
  /** Expected of each. */
  readonly minutes: number
}

/** A job that asks for less is over before another would have begun. */
const worthAJob = 5

/**
 * Deals a run out, a shard for every five minutes. All shards together take no more of a provider than the run in one piece:
 * so there are never more shards than it takes requests at once, unless somebody says so.
 * @param wanted as many shards, whatever is expected
 */
export function chooseShards(run: ExpectedRun, wanted: number | undefined): ShardPlan {
  if (run.trials === 0) return { of: 0, minutes: 0 }
  const most = Math.min(run.trials, run.atOnce, mostShards)
  const of = wanted ?? Math.max(1, Math.min(most, Math.ceil(run.minutes / worthAJob)))
  return { of, minutes: minutesOfOne(run, of) }
}

/** Of its part of the work, with its part of the requests that are under way at once. */
function minutesOfOne({ minutes, atOnce }: ExpectedRun, of: number): number {
  const own = Math.max(1, Math.floor(atOnce / of))
  return (minutes / of) * (atOnce / own)
}

/** `{"shard":["1/4","2/4","3/4","4/4"]}`: the matrix of a job on GitHub Actions. */
export function matrixOf(of: number): string {
  return JSON.stringify({ shard: Array.from({ length: of }, (_, at) => `${at + 1}/${of}`) })
}
