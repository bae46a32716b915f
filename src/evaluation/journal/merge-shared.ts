import type { Digest } from '../../digest/digest.ts'
import type { SharedCall } from '../trial.ts'
import type { PartOfRun } from './parts-of-run.ts'
import type { Journal } from './read-journal.ts'

/** What the shards asked for the indexes of one evaluation. */
export interface MergedShared {
  /** Each call once. */
  readonly latest: readonly SharedCall[]
  /** The same calls, where another shard or an earlier round asked them, too. */
  readonly replaced: readonly SharedCall[]
}

/** Every shard makes the indexes that it needs; where one asked what another remembered, it is the asked one that counts. */
export function mergeShared(evaluation: number, parts: readonly PartOfRun[]): MergedShared {
  const latest = new Map<Digest, SharedCall>()
  const replaced: SharedCall[] = []
  for (const { journal, others } of parts) {
    const rounds = journal === undefined ? [] : roundsOf(journal, evaluation)
    for (const call of rounds.at(-1) ?? []) {
      const { key } = call.result
      const known = latest.get(key)
      if (known === undefined) latest.set(key, call)
      else replaced.push(isAsked(known) ? call : known)
      if (known !== undefined && !isAsked(known)) latest.set(key, call)
    }
    replaced.push(...rounds.slice(0, -1).flat(), ...others.flatMap((other) => roundsOf(other, evaluation).flat()))
  }
  return { latest: [...latest.values()], replaced }
}

function isAsked({ result }: SharedCall): boolean {
  return result.kind === 'answered' && result.from === 'model'
}

/** In their order. */
function roundsOf({ shared }: Journal, evaluation: number): readonly (readonly SharedCall[])[] {
  const own = shared.filter((line) => line.evaluation === evaluation)
  const rounds = [...Map.groupBy(own, ({ round }) => round)].toSorted(([a], [b]) => a - b)
  return rounds.map(([, lines]) => lines.map(({ call }) => call))
}
