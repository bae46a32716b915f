import { canonicalJson, digestOf } from '../digest/digest.ts'
import type { Digest } from '../digest/digest.ts'
import { LedgerFault } from './ledger.ts'
import type { LedgerRecord, LedgerWrite, TargetState } from './ledger.ts'
import { chainFault, stateOf } from './ledger-chain.ts'
import { parseRecord, recordText } from './ledger-record.ts'

/*
 * The tree of a ledger. Every document's file name is the sha256 of its bytes; every record names that of the record before it.
 *
 *   ledger.json                                        says that this is a ledger, and its version
 *   <project folder, or _>/targets/<target>/000003-claimed.json
 *                                            …/000003-committed.json
 *   <project folder, or _>/evidence/<hex>.json         in-toto statements
 *   <project folder, or _>/artifacts/<hex>.json        documents of artifacts
 */

export interface LedgerFile {
  /** From the root of the ledger's tree, with `/`. */
  readonly path: string
  readonly text: string
}

const version = 1
const marker = { path: 'ledger.json', text: `${canonicalJson({ ledger: 'llmops', version })}\n` } as const

/** The file by which a branch is known to be a ledger. */
export const markerPath = marker.path

/** The folder of a project's targets in the ledger's tree. */
export function targetsFolder(projectFolder: string): string {
  return `${projectFolder || '_'}/targets`
}

/** Where the document of an artifact is kept. */
export function artifactPath(projectFolder: string, digest: Digest): string {
  return `${projectFolder || '_'}/artifacts/${hexOf(digest)}.json`
}

/**
 * Refuses a branch that is no ledger, or one of a newer version. `text` is what the branch has at `markerPath`.
 * @throws LedgerFault
 */
export function requireLedger(text: string | undefined): void {
  if (text === marker.text) return
  const found = /"version":(\d+)/.exec(text ?? '')?.[1]
  if (Number(found) > version)
    throw new LedgerFault(
      `was written by a newer version of llmops (ledger version ${found}, known is ${version}); use that version`,
    )
  throw new LedgerFault(
    `holds something else than a ledger (no ${marker.path} of llmops); name another branch as the ledger in the Project`,
  )
}

/**
 * The targets of one project, from all files under `targetsFolder`, in any order.
 * @throws LedgerFault that names the record where one cannot be read, is missing, or does not follow the one before it
 */
export function readTargets(projectFolder: string, files: Iterable<LedgerFile>): ReadonlyMap<string, TargetState> {
  const placed = [...files].map((file) => ({ file, place: placeOf(projectFolder, file.path) }))
  const byTarget = Map.groupBy(
    placed.flatMap(({ file, place }) => (place === undefined ? [] : [{ file, ...place }])),
    ({ target }) => target,
  )
  const targets = [...byTarget].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return new Map(targets.map(([target, found]) => [target, stateOf(readChain(found))]))
}

/** What a write adds to the tree. Throws TypeError where it does not continue `state`, or a document is not of its digest. */
export function filesOf(
  projectFolder: string,
  state: TargetState | undefined,
  write: LedgerWrite,
): readonly LedgerFile[] {
  const { record, evidence, artifact } = write
  const why = chainFault(state?.latest, record)
  if (why !== undefined) throw new TypeError(`${recordPath(projectFolder, record)} ${why}`)
  const files = [marker, { path: recordPath(projectFolder, record), text: recordText(record) }]
  if (evidence !== undefined)
    files.push(
      documentFile(
        `${projectFolder || '_'}/evidence/${hexOf(evidence.digest)}.json`,
        evidence.statement,
        evidence.digest,
      ),
    )
  if (artifact !== undefined)
    files.push(documentFile(artifactPath(projectFolder, artifact.digest), artifact.document, artifact.digest))
  return files
}

interface Placed {
  readonly file: LedgerFile
  readonly sequence: number
  readonly state: string
}

/** Undefined for files that are not a target's own. */
function placeOf(
  projectFolder: string,
  path: string,
): (Omit<Placed, 'file'> & { readonly target: string }) | undefined {
  const [target = '', name = '', ...deeper] = path.slice(targetsFolder(projectFolder).length + 1).split('/')
  if (name === '' || deeper.length > 0) return undefined
  const [, sequence, state = ''] = /^(\d{6,15})-(claimed|committed|withdrawn)\.json$/.exec(name) ?? []
  if (sequence === undefined) throw new LedgerFault(`${path}: is not a record that this version of llmops knows`)
  return { target, sequence: Number(sequence), state }
}

/** Names sort as history goes: within a number, the claim comes first. */
function readChain(found: readonly Placed[]): readonly LedgerRecord[] {
  const ordered = found.toSorted((a, b) => a.sequence - b.sequence || (a.state < b.state ? -1 : 1))
  const history: LedgerRecord[] = []
  for (const { file } of ordered) {
    const record = parseRecord(file.path, file.text)
    const why = placeFault(file.path, record) ?? chainFault(history.at(-1), record)
    if (why !== undefined) throw new LedgerFault(`${file.path}: the chain of records is broken: it ${why}`)
    history.push(record)
  }
  return history
}

function placeFault(path: string, { state, release }: LedgerRecord): string | undefined {
  const end = `/${release.target}/${recordName(release.sequence, state)}`
  return path.endsWith(end) ? undefined : `says that it belongs at …${end}`
}

function recordPath(projectFolder: string, { state, release }: LedgerRecord): string {
  if (!/^[A-Za-z0-9][\w-]*$/.test(release.target)) throw new TypeError(`'${release.target}' is no name of a target`)
  return `${targetsFolder(projectFolder)}/${release.target}/${recordName(release.sequence, state)}`
}

function recordName(sequence: number, state: LedgerRecord['state']): string {
  return `${String(sequence).padStart(6, '0')}-${state}.json`
}

function documentFile(path: string, text: string, digest: Digest): LedgerFile {
  if (digestOf(text) !== digest) throw new TypeError(`the text for ${path} has another digest`)
  return { path, text }
}

function hexOf(digest: Digest): string {
  return digest.slice('sha256:'.length)
}
