/** How quick the answers of one model are in this run. */
export interface Quickest {
  /** Of the quickest answer so far; 0 while there is none. */
  readonly ms: number
  took(ms: number): void
}

export function createQuickest(): Quickest {
  let quickest: number | undefined
  return {
    get ms() {
      return quickest ?? 0
    },
    took(ms) {
      quickest = Math.min(ms, quickest ?? ms)
    },
  }
}
