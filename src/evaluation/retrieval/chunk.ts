import type { Chunking } from '../../resources/project.ts'

/** A stretch of a text: UTF-16 offsets `[start, end)`. */
interface Stretch {
  readonly start: number
  readonly end: number
}

type Cutting = Chunking['by'] | 'character'

/** Where a stretch that is still too long is cut next. */
const finer: { readonly [by in Exclude<Cutting, 'file' | 'character'>]: Cutting } = {
  heading: 'paragraph',
  paragraph: 'line',
  line: 'character',
}

/**
 * A text cut into passages of at most `size` characters (UTF-16 units), of which each repeats the last `overlap` of what
 * stands before it. What stands between two cuts stays together where it fits; what does not fit is cut between paragraphs,
 * then lines, then words, and never inside a character. Whole files are not cut. Blank passages are left out.
 */
export function chunksOf(text: string, { size, overlap, by }: Chunking): readonly string[] {
  const stretches = by === 'file' ? [whole(text)] : cut(text, whole(text), by, size - overlap)
  return stretches.flatMap(({ start, end }) => {
    const passage = text.slice(nextCharacter(text, Math.max(0, start - overlap), start), end).trim()
    return passage === '' ? [] : [passage]
  })
}

function whole(text: string): Stretch {
  return { start: 0, end: text.length }
}

/** Stretches of at most `room`, one after the other. What was cut finer is not joined with its neighbours. */
function cut(text: string, stretch: Stretch, by: Cutting, room: number): readonly Stretch[] {
  if (stretch.end - stretch.start <= room || by === 'file') return [stretch]
  if (by === 'character') return cutWords(text, stretch, room)
  const parts = packed(between(stretch, startsOf[by](text, stretch)), room)
  return parts.flatMap((part) => cut(text, part, finer[by], room))
}

function between({ start, end }: Stretch, starts: readonly number[]): readonly Stretch[] {
  const inside = starts.filter((one) => one > start && one < end)
  return [start, ...inside].map((one, index) => ({ start: one, end: inside[index] ?? end }))
}

/** Neighbours that fit into one passage are one. */
function packed(stretches: readonly Stretch[], room: number): readonly Stretch[] {
  const passages: Stretch[] = []
  for (const stretch of stretches) {
    const last = passages.at(-1)
    if (last !== undefined && stretch.end - last.start <= room)
      passages[passages.length - 1] = { ...last, end: stretch.end }
    else passages.push(stretch)
  }
  return passages
}

const startsOf: {
  readonly [by in keyof typeof finer]: (text: string, stretch: Stretch) => readonly number[]
} = {
  paragraph: (text, stretch) => endsOf(text, stretch, /\n[^\S\n]*\n\s*/g),
  line: (text, stretch) => endsOf(text, stretch, /\n/g),
  heading: (text, { start, end }) => {
    const lines = [start, ...endsOf(text, { start, end }, /\n/g)]
    let fence: string | undefined
    return lines.filter((at, index) => {
      const line = text.slice(at, lines[index + 1] ?? end)
      const [mark] = /^ {0,3}(```|~~~)/.exec(line)?.slice(1) ?? []
      if (mark !== undefined && (fence === undefined || fence === mark)) fence = fence === undefined ? mark : undefined
      return fence === undefined && /^ {0,3}#{1,6}(\s|$)/.test(line)
    })
  },
}

function endsOf(text: string, { start, end }: Stretch, separator: RegExp): readonly number[] {
  const found = text.slice(start, end).matchAll(separator)
  return Array.from(found, (match) => start + match.index + match[0].length)
}

function cutWords(text: string, { start, end }: Stretch, room: number): readonly Stretch[] {
  const stretches: Stretch[] = []
  let from = start
  while (end - from > room) {
    const to = wordStart(text, from, from + room)
    stretches.push({ start: from, end: to })
    from = to
  }
  return [...stretches, { start: from, end }]
}

/** The last place before `limit` where a word starts, if that is past the middle; else where a character does. */
function wordStart(text: string, from: number, limit: number): number {
  for (let at = limit; at > (from + limit) / 2; at -= 1) if (/\s/.test(text.charAt(at - 1))) return at
  const at = characterStart(text, limit)
  return at > from ? at : nextCharacter(text, limit, limit + longestCharacter)
}

/** Units that one character may have before we cut it after all. */
const longestCharacter = 64

/** The last place up to `at` that is not inside of what a reader takes for one character. */
function characterStart(text: string, at: number): number {
  for (let place = at; place > at - longestCharacter; place -= 1) if (!isInside(text, place)) return place
  return at
}

/** The first such place from `at` on, at most `limit`. */
function nextCharacter(text: string, at: number, limit: number): number {
  for (let place = at; place < limit; place += 1) if (!isInside(text, place)) return place
  return limit
}

/** Between the halves of a surrogate pair, before a mark that combines or changes the skin, beside a joiner. */
function isInside(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return false
  const next = String.fromCodePoint(text.codePointAt(at) ?? 0)
  return /^[\p{M}\p{Emoji_Modifier}\u200D\uDC00-\uDFFF]/u.test(next) || text.charAt(at - 1) === '\u200D'
}
