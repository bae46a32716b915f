import { hashOf, stateOf } from './state.ts'
import type { State } from './state.ts'

/** The one place that knows what is chosen, in step with the address. */
export interface Store {
  readonly state: State
  /** `push` leaves the state before in the history; `replace` does not. */
  go(change: Partial<State>, how?: 'push' | 'replace'): void
}

/** Browsers refuse an address that changes with every key; it follows after this many ms without one. */
const settled = 200

/** @param show is told of every state that follows, with the one before */
export function openStore(show: (state: State, before: State) => void): Store {
  let state = stateOf(location.hash)
  let written = location.hash
  let timer: number | undefined
  function change(next: State): void {
    const before = state
    state = next
    show(state, before)
  }
  function write(how: 'push' | 'replace'): void {
    window.clearTimeout(timer)
    timer = undefined
    if (how === 'push') location.hash = hashOf(state)
    else location.replace(hashOf(state))
    written = location.hash
  }
  addEventListener('hashchange', () => {
    if (location.hash === written) return
    window.clearTimeout(timer)
    timer = undefined
    written = location.hash
    change(stateOf(written))
  })
  return {
    get state() {
      return state
    },
    go(changed, how = 'push') {
      if (how === 'push' && timer !== undefined) write('replace')
      change({ ...state, ...changed })
      window.clearTimeout(timer)
      if (how === 'push') write('push')
      else timer = window.setTimeout(() => write('replace'), settled)
    },
  }
}
