import type { Digest } from '../../digest/digest.ts'
import { formatShard } from '../shard/shard.ts'
import type { LostShard } from '../shard/lost-shard.ts'
import type { JournalHead } from './journal.ts'
import type { Journal, UnreadableJournal } from './read-journal.ts'

/** What there is of one shard of a run. */
export interface PartOfRun {
  /** From 1. */
  readonly index: number
  /** The journal that counts. */
  readonly journal: Journal | undefined
  /** Others of the same shard: what they asked was paid for, too. */
  readonly others: readonly Journal[]
  /** Undefined where the shard came to its end. */
  readonly lost: LostShard | undefined
}

/** A file that is not merged, and why. */
export interface RefusedJournal {
  readonly file: string
  readonly why: string
}

export interface PartsOfRun {
  /** One for each shard, in their order. */
  readonly parts: readonly PartOfRun[]
  readonly refused: readonly RefusedJournal[]
}

/**
 * Sorts journals by the shards of a run. Those of other work, and those of another number of shards than the newest, are
 * refused. Of several journals of a shard the one that came to its end counts, of these the newest, else the fullest.
 * Undefined where none belongs to the run.
 */
export function partsOfRun(found: readonly (Journal | UnreadableJournal)[], work: Digest): PartsOfRun | undefined {
  const readable = found.filter((one) => 'source' in one)
  const unreadable = found.filter((one) => 'why' in one)
  const same = [...readable, ...unreadable].filter(({ head }) => head?.work === work)
  const newest = same.map(({ head }) => head).toSorted((a, b) => startOf(b) - startOf(a))[0]
  if (newest === undefined) return undefined
  const { of } = newest.shard
  const refused = [
    ...readable.flatMap(({ source, head }) => refusalOf(source.file, head, { work, of })),
    ...unreadable.map(({ file, why }) => ({ file, why })),
  ]
  const mine = readable.filter(({ head }) => head.work === work && head.shard.of === of)
  const broken = new Set(
    unreadable.flatMap(({ head }) => (head?.work === work && head.shard.of === of ? head.shard.index : [])),
  )
  const parts = Array.from({ length: of }, (_, at) => {
    const index = at + 1
    const own = mine.filter(({ head }) => head.shard.index === index)
    return partOf({ index, of }, own, broken.has(index))
  })
  return { parts, refused }
}

function startOf(head: JournalHead | undefined): number {
  return head?.startedAt ?? 0
}

function refusalOf(
  file: string,
  { work, shard }: JournalHead,
  run: { readonly work: Digest; readonly of: number },
): readonly RefusedJournal[] {
  if (work !== run.work) return [{ file, why: `${file} is of another run: other cases, subjects, measures or sides` }]
  if (shard.of === run.of) return []
  return [{ file, why: `${file} is one of ${shard.of} shards, and the newest is one of ${run.of}` }]
}

function partOf(
  shard: { readonly index: number; readonly of: number },
  own: readonly Journal[],
  isBroken: boolean,
): PartOfRun {
  const [journal, ...others] = own.toSorted(fullestFirst)
  const state = stateOf(journal, isBroken)
  const lost = state === undefined ? undefined : { shard: formatShard(shard), state }
  return { index: shard.index, journal, others, lost }
}

function stateOf(journal: Journal | undefined, isBroken: boolean): LostShard['state'] | undefined {
  if (journal?.end !== undefined) return undefined
  if (journal !== undefined) return 'unfinished'
  return isBroken ? 'unreadable' : 'missing'
}

function fullestFirst(a: Journal, b: Journal): number {
  const ended = Number(b.end !== undefined) - Number(a.end !== undefined)
  const fuller = a.end === undefined ? b.trials.length - a.trials.length : 0
  return ended || fuller || b.head.startedAt - a.head.startedAt
}
