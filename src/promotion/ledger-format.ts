import { canonicalJson, digestOf } from '../digest/digest.ts'
import type { Digest } from '../digest/digest.ts'
import { LedgerFault } from './ledger.ts'
import type { LedgerRecord, LedgerWrite, TargetState } from './ledger.ts'
import { chainFault } from './ledger-chain.ts'
import { expensePath, expenseText } from './ledger-expense.ts'
import {
  artifactPath,
  confirmationName,
  evidencePath,
  type LedgerFile,
  recordName,
  targetFolder,
} from './ledger-paths.ts'
import { confirmationText, recordDigest, recordText } from './ledger-record.ts'

const version = 1
const marker = { path: 'ledger.json', text: `${canonicalJson({ ledger: 'llmops', version })}\n` } as const

/** The file by which a branch is known to be a ledger. */
export const markerPath = marker.path

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

/** What a write adds to the tree. Throws TypeError where it does not continue `targets`, or a document is not of its digest. */
export function filesOf(
  projectFolder: string,
  targets: ReadonlyMap<string, TargetState>,
  write: LedgerWrite,
): readonly LedgerFile[] {
  if ('confirmation' in write) {
    const path = `${targetFolder(projectFolder, write.confirmation.target)}/${confirmationName}`
    return [marker, { path, text: confirmationText(write.confirmation) }]
  }
  if ('expense' in write)
    return [marker, { path: expensePath(projectFolder, write.expense), text: expenseText(write.expense) }]
  const { record, evidence, artifact } = write
  const path = `${targetFolder(projectFolder, record.release.target)}/${recordName(record)}`
  const why = chainFault(before(record, targets), record)
  if (why !== undefined) throw new TypeError(`${path} ${why}`)
  const files = [marker, { path, text: recordText(record) }]
  if (evidence !== undefined)
    files.push(documentFile(evidencePath(projectFolder, evidence.digest), evidence.statement, evidence.digest))
  if (artifact !== undefined)
    files.push(documentFile(artifactPath(projectFolder, artifact.digest), artifact.document, artifact.digest))
  return files
}

/** The newest record of its target; before a new name, that of the target whose history goes on. */
function before(record: LedgerRecord, targets: ReadonlyMap<string, TargetState>): LedgerRecord | undefined {
  if (record.state !== 'renamed') return targets.get(record.release.target)?.latest
  return [...targets.values()].find(({ latest }) => recordDigest(latest) === record.predecessor)?.latest
}

function documentFile(path: string, text: string, digest: Digest): LedgerFile {
  if (digestOf(text) !== digest) throw new TypeError(`the text for ${path} has another digest`)
  return { path, text }
}
