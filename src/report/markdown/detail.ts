/** How much a Markdown form shows of each thing; what is beyond it is counted, never dropped in silence. */
export interface Detail {
  /** Cases of each group. */
  readonly cases: number
  /** Rows of all slice tables together. */
  readonly slices: number
  /** Lines of each text difference. */
  readonly diffLines: number
  /** Entries of each list: resources, diagnostics, reasons. */
  readonly items: number
  /** Rows of all score tables together. */
  readonly rows: number
}

/** For a page of its own, which a reader opens to see more. */
export const pageDetail: Detail = { cases: 25, slices: 600, diffLines: 400, items: 200, rows: Infinity }

/** All that a reader of a comment can be expected to look at. */
export const fullDetail: Detail = { cases: 3, slices: 60, diffLines: 60, items: 40, rows: Infinity }

/** What is given up, in this order, until the text fits: cases, slices, differences, lists, and last of all metrics. */
export const lessAndLess: readonly Detail[] = [
  fullDetail,
  { ...fullDetail, cases: 1 },
  { ...fullDetail, cases: 0 },
  { ...fullDetail, cases: 0, slices: 0 },
  { ...fullDetail, cases: 0, slices: 0, diffLines: 12 },
  { ...fullDetail, cases: 0, slices: 0, diffLines: 0 },
  { ...fullDetail, cases: 0, slices: 0, diffLines: 0, items: 6 },
  { cases: 0, slices: 0, diffLines: 0, items: 2, rows: 60 },
  { cases: 0, slices: 0, diffLines: 0, items: 2, rows: 10 },
  { cases: 0, slices: 0, diffLines: 0, items: 0, rows: 0 },
]
