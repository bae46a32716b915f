import type { SnapshotName } from '../../verdict/reports.ts'
import { name, word } from '../phrase.ts'
import type { Phrase, Piece } from '../phrase.ts'

/** A commit in seven digits, else the label. */
export function snapshotName({ commit, label }: SnapshotName): Piece {
  return commit === undefined ? word(label) : name(commit.slice(0, 7))
}

/** `a1b2c3d against 9f8e7d6`. */
export function snapshots(head: SnapshotName, base?: SnapshotName): Phrase {
  return base === undefined ? [snapshotName(head)] : [snapshotName(head), ' against ', snapshotName(base)]
}
