import type { CallStore } from './call.ts'

/**
 * A store whose troubles do not end the run: what cannot be read is asked again, what cannot be written is not remembered.
 * Losing a layer costs money, never correctness.
 * @param onFault told of each fault
 */
export function tolerant(store: CallStore, onFault: (fault: unknown) => void): CallStore {
  return {
    get: (key) => attempt(() => store.get(key), onFault),
    put: (call) => attempt(() => store.put(call), onFault),
  }
}

function attempt<T>(work: () => T, onFault: (fault: unknown) => void): T | undefined {
  try {
    return work()
  } catch (fault) {
    onFault(fault)
    return undefined
  }
}
