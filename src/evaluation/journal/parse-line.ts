import type { JournalEnd, JournalHead, JournalShared, JournalTrial } from './journal.ts'
import { endShape, headShape, sharedShape, trialShape } from './line-shapes.ts'
import type { Misfit, Shape } from './shape.ts'

/** A line behind the first one. */
export type Entry = JournalTrial | JournalShared | JournalEnd

export type LineReading<Line> =
  | { readonly ok: true; readonly line: Line }
  | { readonly ok: false; readonly why: string }

/** What a run was, from the first line of its journal. Never throws. */
export function parseHead(text: string): LineReading<JournalHead> {
  const value = parsed(text)
  return value === undefined ? { ok: false, why: 'is no JSON, so the file is no journal' } : readAs(value, headShape)
}

const entryShapes: { readonly [line in Entry['line']]: Shape } = {
  trial: trialShape,
  shared: sharedShape,
  end: endShape,
}

/** Any further line. Never throws: a journal may have been made by anybody. */
export function parseEntry(text: string): LineReading<Entry> {
  const value = parsed(text)
  const kind = typeof value === 'object' && value !== null && 'line' in value ? String(value.line) : ''
  const shape = Object.hasOwn(entryShapes, kind) ? entryShapes[kind as Entry['line']] : undefined
  if (shape === undefined) return { ok: false, why: 'is no line of a journal' }
  const reading = readAs<Entry>(value, shape)
  if (reading.ok && reading.line.line === 'trial') restoreLatency(reading.line)
  return reading
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function readAs<Line>(value: unknown, shape: Shape): LineReading<Line> {
  const misfit = shape(value)
  return misfit === undefined ? { ok: true, line: value as Line } : { ok: false, why: whyNot(misfit) }
}

function whyNot({ way, wanted }: Misfit): string {
  return way.length === 0 ? `is not ${wanted}` : `${way.join('.')} is not ${wanted}`
}

/** As `formatJournalLine` wrote it: null stands for a latency that is not known. */
function restoreLatency({ trial: { trace } }: JournalTrial): void {
  const open: { latencyMs?: number | null | undefined } = trace
  if (open.latencyMs === null) open.latencyMs = undefined
}
