import { type Digest, digestOf } from '../digest/digest.ts'
import { chainFault } from './ledger-chain.ts'
import { parseConfirmation, parseRecord } from './ledger-record.ts'
import { type Confirmation, LedgerFault, type LedgerRecord, type TargetState } from './ledger.ts'
import { confirmationName, type LedgerFile, recordName, targetsFolder } from './ledger-paths.ts'
import { type Departure, stateOf } from './target-state.ts'

/**
 * The targets of one project, from all files under `targetsFolder`, in any order.
 * @throws LedgerFault that names the record where one cannot be read, is missing, or does not follow the one before it
 */
export function readTargets(projectFolder: string, files: Iterable<LedgerFile>): ReadonlyMap<string, TargetState> {
  const placed = [...files].flatMap((file) => placeOf(projectFolder, file) ?? [])
  const book = bookOf(placed.flatMap((one) => (one.kind === 'record' ? [one] : [])))
  const confirmations = placed.flatMap((one) => (one.kind === 'confirmation' ? [one] : []))
  const departures = departuresIn(book)
  return new Map(
    [...book.own.keys()].toSorted().map((target) => {
      const chain = chainOf(book, target)
      const parts = { confirmation: confirmationOf(chain, confirmations), departed: departures.get(target) }
      return [
        target,
        stateOf(
          chain.map(({ record }) => record),
          parts,
        ),
      ]
    }),
  )
}

interface PlacedRecord {
  readonly kind: 'record'
  readonly path: string
  readonly target: string
  readonly digest: Digest
  readonly record: LedgerRecord
}

interface PlacedConfirmation {
  readonly kind: 'confirmation'
  readonly confirmation: Confirmation
}

/** Undefined for files that are not a target's own. */
function placeOf(projectFolder: string, { path, text }: LedgerFile): PlacedRecord | PlacedConfirmation | undefined {
  const [target = '', name = '', ...deeper] = path.slice(targetsFolder(projectFolder).length + 1).split('/')
  if (name === '' || deeper.length > 0) return undefined
  if (name === confirmationName) {
    const confirmation = parseConfirmation(path, text)
    requirePlace(path, `/${confirmation.target}/${confirmationName}`)
    return { kind: 'confirmation', confirmation }
  }
  if (!/^\d{6,15}-(claimed|committed|withdrawn|stopped|renamed)\.json$/.test(name))
    throw new LedgerFault(`${path}: is not a record that this version of llmops knows`)
  const record = parseRecord(path, text)
  requirePlace(path, `/${record.release.target}/${recordName(record)}`)
  return { kind: 'record', path, target, digest: digestOf(text), record }
}

function requirePlace(path: string, end: string): void {
  if (!path.endsWith(end)) throw broken(path, `says that it belongs at …${end}`)
}

/** The records of all targets. */
interface Book {
  /** A target's own, in order: names sort as history goes, and within a number the claim comes first. */
  readonly own: ReadonlyMap<string, readonly PlacedRecord[]>
  readonly position: ReadonlyMap<Digest, Position>
}

interface Position {
  readonly target: string
  readonly index: number
}

function bookOf(records: readonly PlacedRecord[]): Book {
  const grouped = [...Map.groupBy(records, ({ target }) => target)]
  const own = new Map(grouped.map(([target, found]) => [target, found.toSorted(inOrder)]))
  const positions = [...own].flatMap(([target, sorted]) =>
    sorted.map(({ digest }, index) => [digest, { target, index }] as const),
  )
  return { own, position: new Map(positions) }
}

function inOrder(a: PlacedRecord, b: PlacedRecord): number {
  return a.record.release.sequence - b.record.release.sequence || (a.record.state < b.record.state ? -1 : 1)
}

/** A target's records and those under the names it had, oldest first; each is held against the one before it. */
function chainOf(book: Book, target: string): readonly PlacedRecord[] {
  const chain: PlacedRecord[] = []
  let at: Position | undefined = { target, index: (book.own.get(target)?.length ?? 0) - 1 }
  while (at !== undefined) {
    const placed = recordAt(book, at)
    const before: Position | undefined = positionBefore(book, at, placed.record)
    const why = chainFault(before && recordAt(book, before).record, placed.record)
    if (why !== undefined) throw broken(placed.path, why)
    chain.push(placed)
    at = before
  }
  return chain.toReversed()
}

function recordAt({ own }: Book, { target, index }: Position): PlacedRecord {
  return own.get(target)?.[index] as PlacedRecord // positions are made of what is there
}

/** In the same folder; before a new name, wherever the record is that it names. */
function positionBefore(book: Book, { target, index }: Position, record: LedgerRecord): Position | undefined {
  if (record.state === 'renamed' && record.predecessor !== undefined) return book.position.get(record.predecessor)
  return index > 0 ? { target, index: index - 1 } : undefined
}

/**
 * Which targets' histories go on under another name, and from which record on. One whose name came back has them again.
 */
function departuresIn(book: Book): ReadonlyMap<string, Departure> {
  const renames = [...book.own.values()].flat().filter(({ record }) => record.state === 'renamed')
  const departures = new Map<string, Departure>()
  for (const { target: to, record } of renames) {
    const after = record.predecessor
    if (after === undefined) continue
    const from = book.position.get(after)
    if (from !== undefined && !cameBack(book, from)) departures.set(from.target, { to, after })
  }
  return departures
}

function cameBack({ own }: Book, { target, index }: Position): boolean {
  return (own.get(target) ?? []).slice(index + 1).some(({ record }) => record.state === 'renamed')
}

/** The newest that is about one of these records. */
function confirmationOf(
  chain: readonly PlacedRecord[],
  confirmations: readonly PlacedConfirmation[],
): Confirmation | undefined {
  const place = new Map(chain.map(({ digest }, index) => [digest, index]))
  const rank = ({ predecessor }: Confirmation) => place.get(predecessor) ?? -1
  const own = confirmations.map(({ confirmation }) => confirmation).filter((one) => rank(one) >= 0)
  return own.toSorted((a, b) => rank(a) - rank(b)).at(-1)
}

function broken(path: string, why: string): LedgerFault {
  return new LedgerFault(`${path}: the chain of records is broken: it ${why}`)
}
