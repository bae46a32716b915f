import { summarizeTrial, type TrialSummary } from '../trial-summary.ts'
import type { Trial } from '../trial.ts'
import type { JournalEnd, JournalHead, JournalShared } from './journal.ts'
import { type Entry, parseEntry, parseHead } from './parse-line.ts'

/** A line of a file. */
export interface SourceLine {
  /** Without its end; cut where the line is longer than any that is written. */
  readonly text: string
  /** Of its first byte. */
  readonly offset: number
  /** False for a last line that was not written to its end. */
  readonly isWhole: boolean
}

/** A file that may be a journal. */
export interface JournalSource {
  /** As a reader knows it. */
  readonly file: string
  lines(): Iterable<SourceLine>
  /** The text of the line that begins there. */
  lineAt(offset: number): string
}

/** A trial of a journal; `kept` of its summary is the offset of its line. */
export interface ReadTrial {
  readonly evaluation: number
  readonly place: number
  /** Its line, from 1. */
  readonly number: number
  readonly summary: TrialSummary
}

/** A journal as far as it was written. */
export interface Journal {
  readonly source: JournalSource
  readonly head: JournalHead
  readonly trials: readonly ReadTrial[]
  readonly shared: readonly JournalShared[]
  /** Undefined where the run did not come to its end. */
  readonly end: JournalEnd | undefined
}

/** A file that is no journal, or not one that was left alone. */
export interface UnreadableJournal {
  readonly file: string
  /** What it says that it is; undefined where it does not. */
  readonly head: JournalHead | undefined
  /** `FILE:LINE: what is wrong`. */
  readonly why: string
}

/** Reads a journal line by line; whole trials stay in the file. Never throws for what is in it. */
export function readJournal(source: JournalSource): Journal | UnreadableJournal {
  const lines = new NumberedLines(source)
  const first = lines.next()
  if (first === undefined) return lines.refuse('has no whole line', undefined)
  const head = parseHead(first.text)
  if (!head.ok) return lines.refuse(head.why, undefined)
  return readEntries(source, head.line, lines)
}

function readEntries(source: JournalSource, head: JournalHead, lines: NumberedLines): Journal | UnreadableJournal {
  const trials: ReadTrial[] = []
  const shared: JournalShared[] = []
  let end: JournalEnd | undefined
  for (let at = lines.next(); at !== undefined; at = lines.next()) {
    const entry = parseEntry(at.text)
    if (!entry.ok) return lines.refuse(entry.why, head)
    if (end !== undefined) return lines.refuse('stands behind the last line', head)
    if (entry.line.line === 'trial') trials.push(summarized(entry.line, at.offset, lines.number))
    else if (entry.line.line === 'shared') shared.push(entry.line)
    else end = entry.line
  }
  if (end !== undefined && end.trials !== trials.length)
    return lines.refuse(`counts ${end.trials} trials, and there are ${trials.length}`, head)
  return { source, head, trials, shared, end }
}

function summarized(
  { evaluation, place, trial }: Entry & { line: 'trial' },
  offset: number,
  number: number,
): ReadTrial {
  return { evaluation, place, number, summary: summarizeTrial(trial, offset) }
}

/** The whole trial of a line that was read before. Throws where the file was changed since. */
export function readTrialAt(source: JournalSource, offset: number): Trial {
  const entry = parseEntry(source.lineAt(offset))
  if (entry.ok && entry.line.line === 'trial') return entry.line.trial
  throw new Error(`${source.file} was changed while it was read`)
}

/** The lines that were written to their ends. */
class NumberedLines {
  readonly #file: string
  readonly #lines: Iterator<SourceLine>
  number = 0

  constructor(source: JournalSource) {
    this.#file = source.file
    this.#lines = source.lines()[Symbol.iterator]()
  }

  next(): SourceLine | undefined {
    const { done, value } = this.#lines.next()
    if (done === true || !value.isWhole) return undefined
    this.number += 1
    return value
  }

  refuse(why: string, head: JournalHead | undefined): UnreadableJournal {
    return { file: this.#file, head, why: `${this.#file}:${Math.max(1, this.number)}: ${why}` }
  }
}
