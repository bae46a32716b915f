/** What the keys do. */
export interface Keys {
  readonly next: () => void
  readonly previous: () => void
  readonly search: () => void
  readonly enter: () => void
  readonly close: () => void
  readonly summary: () => void
  readonly cases: () => void
  readonly help: () => void
}

/** Listens to keys that are not meant for a field, a dialog or the browser. */
export function listenToKeys(keys: Keys): void {
  const bound: Readonly<Record<string, () => void>> = {
    j: keys.next,
    k: keys.previous,
    '/': keys.search,
    s: keys.summary,
    c: keys.cases,
    '?': keys.help,
    Escape: keys.close,
  }
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]') !== null) return
    const { target } = event
    const field = target instanceof HTMLElement && target.matches('input, select, textarea')
    if (event.key === 'Enter' && meantForPage(target)) keys.enter()
    else if (field ? event.key === 'Escape' : Object.hasOwn(bound, event.key)) bound[event.key]?.()
    else return
    event.preventDefault()
  })
}

/** Enter on a link or a button is theirs; in the search field it goes to the first case. */
function meantForPage(target: EventTarget | null): boolean {
  return !(target instanceof HTMLElement && target.matches('a, button, select, summary'))
}
