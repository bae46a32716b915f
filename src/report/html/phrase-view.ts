import type { Phrase } from '../phrase.ts'
import { cut, oneLine, openUntrusted } from '../untrusted.ts'
import type { PhraseView, PieceView } from './page-data.ts'

/** A sentence for the page: everything from outside in one line, at most 600 UTF-16 units a piece. */
export function phraseView(phrase: Phrase): PhraseView {
  return phrase.flatMap((piece) => {
    if (typeof piece === 'string') return piece === '' ? [] : [piece]
    if ('strong' in piece) return [{ strong: phraseView(piece.strong) }]
    if ('word' in piece) return [line(piece.word)]
    if ('prose' in piece) return proseView(piece.prose)
    if ('said' in piece) return [{ code: line(openUntrusted(piece.said)) }]
    return [{ code: line('name' in piece ? piece.name : piece.code) }]
  })
}

/** What stands between backticks is code. */
function proseView(prose: string): readonly PieceView[] {
  return line(prose)
    .split(/`([^`]+)`/)
    .map((text, at) => (at % 2 === 1 ? { code: text } : text))
    .filter((piece) => piece !== '')
}

function line(text: string): string {
  return cut(oneLine(text), 600)
}
