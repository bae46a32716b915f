/** UTF-16 offsets `[start, end)` in a file. */
export type Range = readonly [start: number, end: number]
