import type { PhraseView } from '../page-data.ts'
import { el } from './dom.ts'

/** A sentence as nodes. */
export function phrase(view: PhraseView): (Node | string)[] {
  return view.map((piece) => {
    if (typeof piece === 'string') return piece
    return 'strong' in piece ? el('strong', {}, ...phrase(piece.strong)) : el('code', { dir: 'auto' }, piece.code)
  })
}

/** A sentence as it would be read. */
export function spoken(view: PhraseView): string {
  return view
    .map((piece) => (typeof piece === 'string' ? piece : 'strong' in piece ? spoken(piece.strong) : piece.code))
    .join('')
}
