import type { SideData } from '../page-data.ts'

/** The score of a side by a metric; undefined where it has none. */
export function scoreAt(side: SideData | undefined, metric: number): number | undefined {
  return side?.scores?.[metric] ?? undefined
}
