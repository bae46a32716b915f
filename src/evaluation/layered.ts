import type { CallStore } from './call.ts'

/** One writable store over read-only ones: reads go through all, top down; writes go to the writable one. */
export function layered(writable: CallStore, ...readonly: readonly CallStore[]): CallStore {
  const layers = [writable, ...readonly]
  return {
    get(key) {
      for (const layer of layers) {
        const call = layer.get(key)
        if (call !== undefined) return call
      }
      return undefined
    },
    put: (call) => writable.put(call),
  }
}
