import type { SnapshotName } from '../../verdict/reports.ts'
import { name } from '../phrase.ts'
import type { Phrase, Piece } from '../phrase.ts'
import { shortCommit } from './digest.ts'

/** A commit in seven digits; what is not committed is the work tree. */
export function snapshotName({ commit }: SnapshotName): Piece {
  return commit === undefined ? 'the work tree' : name(shortCommit(commit))
}

/** The same at the beginning of a sentence. */
export function snapshotFirst(snapshot: SnapshotName): Piece {
  return snapshot.commit === undefined ? 'The work tree' : snapshotName(snapshot)
}

/** `a1b2c3d against 9f8e7d6`. */
export function snapshots(head: SnapshotName, base?: SnapshotName): Phrase {
  return base === undefined ? [snapshotName(head)] : [snapshotName(head), ' against ', snapshotName(base)]
}
