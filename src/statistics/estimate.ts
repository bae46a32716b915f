/**
 * A point estimate with its confidence limits, in the unit of the data. A limit that the data cannot give is infinite:
 * print it as "unbounded".
 */
export interface Estimate {
  readonly estimate: number
  readonly lower: number
  readonly upper: number
}
