/** A shard whose part of a run is not there, or not whole. */
export interface LostShard {
  /** `3/8`. */
  readonly shard: string
  /** `missing`: it left no journal; `unfinished`: its journal ends before its work does; `unreadable`: its journal is none. */
  readonly state: 'missing' | 'unfinished' | 'unreadable'
}
