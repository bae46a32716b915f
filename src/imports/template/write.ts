import type { Piece } from './piece.ts'

export interface WrittenTemplate {
  readonly text: string
  /** Set where `{{` of a text had to be kept apart by a space. */
  readonly spaced: boolean
}

type Renamed = (path: readonly string[]) => readonly string[]

/**
 * The pieces as a template of ours. `keepsLines`: a tag alone on its line leaves its line end behind, as in Nunjucks
 * and Jinja2, where ours would take the whole line away. `renamed`: what a name of the input is called.
 */
export function writeTemplate(
  pieces: readonly Piece[],
  { keepsLines, renamed = (path) => path }: { readonly keepsLines: boolean; readonly renamed?: Renamed },
): WrittenTemplate {
  const names = sectionNames(pieces, renamed)
  let text = ''
  let spaced = false
  const add = (more: string): void => {
    const isApart = text.endsWith('{') && more.startsWith('{')
    if (isApart) spaced = true
    text += isApart ? ` ${more}` : more
  }
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind === 'text') {
      const apart = piece.text.replace(/\{(?=\{)/g, '{ ')
      if (apart !== piece.text) spaced = true
      add(apart)
    } else if (piece.kind === 'value') add(`{{${nameOf(piece, renamed)}}}`)
    else if (piece.kind !== 'medium') {
      const tag = `{{${sigilOf(piece)}${names.get(index) ?? ''}}}`
      if (keepsLines) add(keptLine(text, tag, pieces.slice(index + 1, index + 3)))
      else add(piece.isAlone === true && /(?:^|\n)$/.test(text) ? `${tag}\n` : tag)
    }
  }
  return { text, spaced }
}

function sigilOf(piece: Piece & { readonly kind: 'open' | 'close' }): string {
  if (piece.kind === 'close') return '/'
  return piece.inverted ? '^' : '#'
}

/** The names of opening and closing tags, by their index. */
function sectionNames(pieces: readonly Piece[], renamed: Renamed): ReadonlyMap<number, string> {
  const names = new Map<number, string>()
  const open: string[] = []
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind === 'open') open.push(nameOf(piece, renamed))
    if (piece.kind === 'open') names.set(index, open.at(-1) ?? '')
    if (piece.kind === 'close') names.set(index, open.pop() ?? '')
  }
  return names
}

function nameOf(
  { path, root }: { readonly path: readonly string[]; readonly root: boolean },
  renamed: Renamed,
): string {
  return (root ? renamed(path) : path).join('.') || '.'
}

/** A tag that would stand alone on its line, so written that its line stays. */
function keptLine(before: string, tag: string, [next, second]: readonly Piece[]): string {
  const start = before.slice(before.lastIndexOf('\n') + 1)
  const after = next?.kind === 'text' ? next.text : ''
  const [, lineEnd] = /^[ \t]*(\n|$)/.exec(after) ?? []
  const endsText = lineEnd === '' && (next === undefined || (next.kind === 'text' && second === undefined))
  if (start.trim() !== '' || (lineEnd !== '\n' && !endsText)) return tag
  if (start !== '' || (endsText && after !== '')) return `${tag}{{!}}`
  return lineEnd === '\n' ? `${tag}\n` : tag
}
