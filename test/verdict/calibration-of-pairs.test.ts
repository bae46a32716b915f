import { describe, expect, it } from 'vitest'
import { uint32Stream } from '../../src/statistics/prng.ts'
import { comparePairs } from '../../src/verdict/compare-pairs.ts'
import type { DraftChange } from '../../src/verdict/compare-pairs.ts'
import type { CasePair } from '../../src/verdict/pair-cases.ts'
import { metric } from './fixtures.ts'

const RUNS = 1_000
const ALPHA = 0.025

/** Base and head of one case. */
type Draw = readonly [base: number, head: number]

interface World {
  /** Clusters, or cases where `size` is 1. */
  readonly clusters: number
  /** Cases of a cluster. */
  readonly size: (cluster: number) => number
  /** The cases of one cluster. */
  readonly draw: (size: number, uniform: () => number) => readonly Draw[]
  readonly scale: 'binary' | 'graded'
}

/** Changes as the engine sees them, run by run; the seed decides everything. */
function simulate({ clusters, size, draw, scale }: World, runs = RUNS): readonly DraftChange[] {
  const next = uint32Stream(1)
  const uniform = (): number => next() / 2 ** 32
  return Array.from({ length: runs }, (_, run) => {
    const pairs = Array.from({ length: clusters }, (_, cluster) =>
      draw(size(cluster), uniform).map(([base, head], at): CasePair & { readonly cluster: string } => {
        return { caseId: `${cluster}.${at}`, cluster: `k${cluster}`, base, head, difference: head - base }
      }),
    ).flat()
    const known = new Map(pairs.map(({ caseId, cluster }) => [caseId, cluster]))
    return comparePairs(metric('m', { scale }), pairs, { clusterOf: (caseId) => known.get(caseId), seed: run })
  })
}

function shareOf(changes: readonly DraftChange[], holds: (change: DraftChange) => boolean): number {
  return changes.filter(holds).length / changes.length
}

function covers(truth: number): (change: DraftChange) => boolean {
  return ({ certified: { lower, upper } }) => lower <= truth && truth <= upper
}

/** Falsely alarmed, in either direction. */
function alarms(changes: readonly DraftChange[]): readonly [worse: number, better: number] {
  return [shareOf(changes, ({ pWorse }) => pWorse <= ALPHA), shareOf(changes, ({ pBetter }) => pBetter <= ALPHA)]
}

/** Clusters that pass or fail as a whole on either side; head breaks one in `1/share` of those that base passes. */
function wholeClusters(share: number): World['draw'] {
  return (size, uniform) => {
    const [passes, breaks, wobbles] = [uniform() < 0.8, uniform() < share, uniform() < 0.15]
    const base = passes ? 1 : 0
    // What wobbles is drawn again on both sides, so that there is noise without a change.
    const again: Draw = [uniform() < 0.8 ? 1 : 0, uniform() < 0.8 * (1 - share) ? 1 : 0]
    const pair: Draw = wobbles ? again : [base, breaks ? 0 : base]
    return Array.from({ length: size }, () => pair)
  }
}

describe('40 clusters that break as a whole', () => {
  const sizes = (cluster: number): number => 3 + (cluster % 5)
  const world = (share: number): World => ({ clusters: 40, size: sizes, draw: wholeClusters(share), scale: 'binary' })

  it('alarm falsely at most as often as promised', () => {
    for (const share of alarms(simulate(world(0), 2 * RUNS))) expect(share).toBeLessThanOrEqual(0.028)
  })

  it('have intervals that cover the truth, a change or none', () => {
    for (const share of [0, 0.15]) {
      expect(shareOf(simulate(world(share)), covers(-0.8 * share))).toBeGreaterThanOrEqual(0.94)
    }
  })

  it('would be certain of too much if their cases were the units', () => {
    const alone = { ...world(0.15), clusters: 200, size: () => 1 }
    const [together, apart] = [simulate(world(0.15), 100), simulate(alone, 100)]
    const width = (changes: readonly DraftChange[]): number =>
      changes.reduce((sum, { certified: { lower, upper } }) => sum + upper - lower, 0) / changes.length
    expect(width(together)).toBeGreaterThan(1.8 * width(apart))
  })
})

describe('60 graded cases', () => {
  const hundredths = (score: number): number => Math.round(Math.min(1, Math.max(0, score)) * 100) / 100
  const noisy = (shift: number): World => ({
    clusters: 60,
    size: () => 1,
    scale: 'graded',
    draw: (_, uniform) => {
      const skill = 0.3 + 0.5 * uniform()
      const wobble = (): number => 0.3 * (uniform() - 0.5)
      return [[hundredths(skill + wobble()), hundredths(skill + wobble() + shift)]]
    },
  })

  it('alarm falsely at most as often as promised', () => {
    for (const share of alarms(simulate(noisy(0), 2 * RUNS))) expect(share).toBeLessThanOrEqual(0.028)
  })

  it('have intervals that cover the truth, shown and certifying', () => {
    const changes = simulate(noisy(-0.05))
    expect(shareOf(changes, covers(-0.05))).toBeGreaterThanOrEqual(0.94)
    expect(shareOf(changes, ({ shown }) => shown.lower <= -0.05 && -0.05 <= shown.upper)).toBeGreaterThanOrEqual(0.935)
  })

  it('certify no rare catastrophe: 8 % that fall by 0.9 among tiny noise', () => {
    const rare: World = {
      ...noisy(0),
      clusters: 20,
      draw: (_, uniform) => [[0.95, uniform() < 0.08 ? 0.05 : hundredths(0.95 + 0.04 * (uniform() - 0.5))]],
    }
    const changes = simulate(rare)
    expect(shareOf(changes, ({ certified }) => certified.lower > -0.05)).toBe(0)
    expect(shareOf(changes, ({ shown }) => shown.lower > -0.05)).toBeGreaterThan(0.1) // Student's, which gates nothing
  })
})
