import type { Digest } from '../digest/digest.ts'
import type { LedgerRecord } from './ledger.ts'

/*
 * The tree of a ledger. Every document's file name is the sha256 of its bytes; every record names that of the record before it.
 *
 *   ledger.json                                        says that this is a ledger, and its version
 *   <project folder, or _>/targets/<target>/000003-claimed.json
 *                                            …/000003-committed.json
 *                                            …/confirmed.json   the newest commit that builds what is held
 *   <project folder, or _>/expenses/2026-11/<hex>.json what a run of promote asked
 *                                          /checks-<commit>.json   what the checks before a merge asked
 *   <project folder, or _>/evidence/<hex>.json         in-toto statements
 *   <project folder, or _>/artifacts/<hex>.json        documents of artifacts
 */

export interface LedgerFile {
  /** From the root of the ledger's tree, with `/`. */
  readonly path: string
  readonly text: string
}

/** The folder of a project's targets in the ledger's tree. */
export function targetsFolder(projectFolder: string): string {
  return `${projectFolder || '_'}/targets`
}

/** Where a target's records are. Throws TypeError for what is no name of a target. */
export function targetFolder(projectFolder: string, target: string): string {
  if (!/^[A-Za-z0-9][\w-]*$/.test(target)) throw new TypeError(`'${target}' is no name of a target`)
  return `${targetsFolder(projectFolder)}/${target}`
}

export function recordName({ state, release }: LedgerRecord): string {
  return `${String(release.sequence).padStart(6, '0')}-${state}.json`
}

export const confirmationName = 'confirmed.json'

/** Where the document of an artifact is kept. */
export function artifactPath(projectFolder: string, digest: Digest): string {
  return `${projectFolder || '_'}/artifacts/${hexOf(digest)}.json`
}

export function evidencePath(projectFolder: string, digest: Digest): string {
  return `${projectFolder || '_'}/evidence/${hexOf(digest)}.json`
}

function hexOf(digest: Digest): string {
  return digest.slice('sha256:'.length)
}
