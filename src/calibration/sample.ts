import { shuffle } from '../statistics/shuffle.ts'

/** What may be put before humans. */
export interface Candidate {
  readonly caseId: string
  /** Values of the slices, as one text: a sample takes from all of them. */
  readonly slice: string
  /** What the judge says of it; undefined where it has not said anything. */
  readonly holds: boolean | undefined
}

/**
 * At most `size` of the candidates: half of them failed by the judge, as far as there are so many, since a sample without
 * failures tells nothing about them; of each half as many from one slice as from another. The order says nothing of what
 * the judge thinks. The same seed and candidates give the same sample.
 */
export function sampleOutputs<C extends Candidate>(candidates: readonly C[], size: number, seed: number): readonly C[] {
  const drawn = shuffle(candidates, seed)
  const fails = acrossSlices(drawn.filter(({ holds }) => holds === false))
  const others = acrossSlices(drawn.filter(({ holds }) => holds !== false))
  const failing = Math.min(fails.length, Math.max(Math.ceil(size / 2), size - others.length))
  return shuffle([...fails.slice(0, failing), ...others.slice(0, size - failing)], seed + 1)
}

/** The first of each slice, then the second of each. */
function acrossSlices<C extends Candidate>(candidates: readonly C[]): readonly C[] {
  const groups = [...Map.groupBy(candidates, ({ slice }) => slice).values()]
  const longest = Math.max(0, ...groups.map(({ length }) => length))
  return Array.from({ length: longest }, (_, place) => groups.flatMap((group) => group[place] ?? [])).flat()
}
