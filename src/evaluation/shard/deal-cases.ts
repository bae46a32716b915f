import { type Digest, digestOfJson } from '../../digest/digest.ts'
import { byCodePoints } from '../../resources/order.ts'
import { casesToRun } from '../cases-to-run.ts'
import { createLibrary } from '../retrieval/library.ts'
import type { Evaluation } from '../trial.ts'
import { type Foresight, rehearse, wantedCalls } from '../wanted-calls.ts'
import { expectedMs } from './expected-time.ts'

/** Which shard a case of a suite belongs to, from 1. */
export type Deal = (suite: string, caseId: string) => number

/**
 * Deals the cases of a run to shards: a case of a suite goes to one shard, with both sides and both measures, and so do cases
 * that ask the same, so that nothing is asked twice. Of each set of suites the cases are dealt in the order of the time they
 * are expected to take, the longest first, there and back again. Every shard computes the same deal: it depends on nothing
 * that is remembered.
 * @throws UnrenderableCase as `execute`
 */
export async function dealCases(evaluations: readonly Evaluation[], of: number): Promise<Deal> {
  if (of === 1) return () => 1
  const hands = await gatherHands(evaluations)
  const shards = new Map<string, number>()
  const alike = Map.groupBy(hands, ({ cases }) => suitesIn(cases))
  let dealt = 0
  for (const [, group] of [...alike].toSorted(byKey)) {
    for (const hand of group.toSorted(longestFirst)) {
      for (const one of hand.cases) shards.set(one, shardAt(dealt, of))
      dealt += 1
    }
  }
  return (suite, caseId) => shards.get(nameOf(suite, caseId)) ?? 1 // a case that nobody is given
}

/** There and back again: who gets the longest of one round gets the shortest of the next. */
function shardAt(dealt: number, of: number): number {
  const [round, place] = [Math.floor(dealt / of), dealt % of]
  return round % 2 === 0 ? place + 1 : of - place
}

/** Cases that are not to be parted. */
interface Hand {
  /** Names of them. */
  readonly cases: readonly string[]
  readonly ms: number
  /** Decides between those that take as long. */
  readonly lot: Digest
}

function longestFirst(a: Hand, b: Hand): number {
  return b.ms - a.ms || byCodePoints(a.lot, b.lot)
}

/** Of a case in a suite, whatever base and head make of it. */
function nameOf(suite: string, caseId: string): string {
  return JSON.stringify([suite, caseId])
}

function suitesIn(cases: readonly string[]): string {
  return [...new Set(cases.map((name) => (JSON.parse(name) as [string])[0]))].sort(byCodePoints).join('\n')
}

async function gatherHands(evaluations: readonly Evaluation[]): Promise<readonly Hand[]> {
  const hands = new DisjointCases()
  for await (const { name, calls } of callsOfCases(evaluations)) hands.add(name, calls)
  return hands.all()
}

interface CallsOfCase {
  readonly name: string
  readonly calls: readonly { readonly id: Digest; readonly ms: number }[]
}

/** What each case asks where nothing is remembered. */
async function* callsOfCases(evaluations: readonly Evaluation[]): AsyncGenerator<CallsOfCase> {
  const rehearsal = rehearse(nothingKnown)
  const library = createLibrary(rehearsal.ask)
  for (const evaluation of evaluations) {
    const { measure } = evaluation
    const once = { ...evaluation, measure: { ...measure, trials: 1 } }
    const rows = casesToRun(evaluation)
    let at = -1 // what is asked for indexes comes first
    for await (const calls of wantedCalls(once, rehearsal, library, nothingKnown)) {
      const row = rows[at]
      at += 1
      if (row === undefined) continue
      const timed = calls.map((call) => ({ id: call.id, ms: expectedMs(call) * measure.trials }))
      yield { name: nameOf(evaluation.suite, row.id), calls: timed }
    }
  }
}

const nothingKnown: Foresight = { recall: () => undefined, closed: () => undefined }

/** Cases that share a call belong together. */
class DisjointCases {
  readonly #parents = new Map<string, string>()
  readonly #firstWith = new Map<Digest, string>()
  readonly #ms = new Map<string, number>()

  add(name: string, calls: CallsOfCase['calls']): void {
    if (!this.#parents.has(name)) this.#parents.set(name, name)
    for (const { id, ms } of calls) {
      const first = this.#firstWith.get(id)
      if (first !== undefined) {
        this.#parents.set(this.#root(name), this.#root(first))
        continue
      }
      this.#firstWith.set(id, name)
      this.#ms.set(name, (this.#ms.get(name) ?? 0) + ms)
    }
  }

  all(): readonly Hand[] {
    return [...Map.groupBy(this.#parents.keys(), (name) => this.#root(name)).values()].map((cases) => {
      const sorted = cases.toSorted(byCodePoints)
      const ms = sorted.reduce((sum, name) => sum + (this.#ms.get(name) ?? 0), 0)
      return { cases: sorted, ms, lot: digestOfJson(sorted[0] ?? '') }
    })
  }

  #root(name: string): string {
    let root = name
    for (let next = this.#parents.get(root); next !== undefined && next !== root; next = this.#parents.get(root)) {
      const above = this.#parents.get(next) ?? next
      this.#parents.set(root, above) // halves the way for whoever comes next
      root = above
    }
    return root
  }
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return byCodePoints(a, b)
}
