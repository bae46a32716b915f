import type { Place } from '../diagnostic/place.ts'

/** 1-based lines and columns; columns count UTF-16 units, the end is exclusive. */
export interface Position {
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

/** The texts that places refer to. */
export interface SourceSet {
  /** Where a place stands; line 1, column 1 for a file that could not be read. */
  locate(place: Place): Position
  /** The source lines of `file` from `from` to `to` (1-based, inclusive), without line ends; empty where unknown. */
  lines(file: string, from: number, to: number): readonly string[]
}
