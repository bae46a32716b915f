import { diffWordsWithSpace } from 'diff'
import { cut } from '../untrusted.ts'

/** A piece of a line that both texts have (` `), or only the earlier or the later one. */
export interface WordPiece {
  readonly sign: ' ' | '-' | '+'
  readonly text: string
}

/** Shorter lines are as easily read one above the other. */
const shortest = 40
/** Longer lines are no prose, and take long to compare. */
const longest = 4_000
/** More edits than these are harder to read in one line than in two. */
const mostEdits = 4
/** Share of the longer line that both have to have. */
const leastShared = 0.5
/** Units of an edit that are shown. */
const mostOfEdit = 240
/** Units of what both have that are kept on each side of an edit. */
const around = 40

/**
 * Two versions of a line as one, word by word, where that reads better than one above the other: a long line with few
 * edits. Undefined where it does not. What both have is cut to what stands around the edits.
 */
export function wordDiff(before: string, after: string): readonly WordPiece[] | undefined {
  const length = Math.max(before.length, after.length)
  if (length < shortest || length > longest) return undefined
  const pieces = diffWordsWithSpace(before, after).map(({ value, added, removed }): WordPiece => {
    return { sign: added ? '+' : removed ? '-' : ' ', text: value }
  })
  const shared = pieces.reduce((sum, { sign, text }) => sum + (sign === ' ' ? text.length : 0), 0)
  const edits = pieces.filter(({ sign }, at) => sign !== ' ' && (pieces[at - 1]?.sign ?? ' ') === ' ').length
  return shared < leastShared * length || edits > mostEdits ? undefined : pieces.map(cutPiece)
}

function cutPiece(piece: WordPiece, at: number, all: readonly WordPiece[]): WordPiece {
  if (piece.sign !== ' ') return { ...piece, text: cut(piece.text, mostOfEdit) }
  const [head, tail] = [at === 0 ? 0 : around, at === all.length - 1 ? 0 : around]
  const { text } = piece
  if (text.length <= head + tail + 3) return piece
  const [start, end] = [text.slice(0, head), tail === 0 ? '' : text.slice(-tail)]
  return { sign: ' ', text: `${start.replace(/[\ud800-\udbff]$/, '')}…${end.replace(/^[\udc00-\udfff]/, '')}` }
}

/** The pieces as plain text: `Answer [-only-]{+mostly+} from the passages`. */
export function wordsAsText(pieces: readonly WordPiece[]): string {
  return pieces.map(({ sign, text }) => (sign === ' ' ? text : sign === '-' ? `[-${text}-]` : `{+${text}+}`)).join('')
}
