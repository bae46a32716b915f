import { randomUUID } from 'node:crypto'
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { IncompleteFault } from '../../diagnostic/fault.ts'
import type { Spent } from '../../evaluation/expense.ts'
import { formatJournalLine } from '../../evaluation/journal/format-line.ts'
import type { JournalHead, JournalLine } from '../../evaluation/journal/journal.ts'
import type { RunLog } from '../../evaluation/journal/run-log.ts'
import { readTrialAt } from '../../evaluation/journal/read-journal.ts'
import type { Trial } from '../../evaluation/trial.ts'
import { journalSource } from './journal-source.ts'

/** A journal that is being written. */
export interface OpenJournal extends RunLog, Disposable {
  readonly file: string
  /** Why what came last is not in the file; undefined where all is. What is not there is kept in memory. */
  readonly trouble: string | undefined
  /** The run came to its end. */
  end(spent: Spent): void
}

/**
 * Begins a journal of its own in a folder, which is made if need be. Throws IncompleteFault where that does not work. Lines
 * are written as they come, so that a kill leaves one torn line at most.
 */
export function openJournal(folder: string, head: JournalHead): OpenJournal {
  const file = join(folder, nameOf(head))
  try {
    mkdirSync(folder, { recursive: true })
    return new FileJournal(file, openSync(file, 'wx'), head)
  } catch (error) {
    throw new IncompleteFault(`no journal can be written in ${folder}: ${(error as Error).message}`)
  }
}

/** Sorts by time; no two runs have the same. */
function nameOf({ command, startedAt, shard: { index, of } }: JournalHead): string {
  const time = new Date(startedAt).toISOString().replace(/[-:.]/g, '')
  const part = of === 1 ? '' : `-${String(index).padStart(String(of).length, '0')}-of-${of}`
  return `${time}-${command}${part}-${randomUUID().slice(0, 8)}.jsonl`
}

class FileJournal implements OpenJournal {
  readonly file: string
  trouble: string | undefined
  readonly #descriptor: number
  readonly #rounds = new Map<number, number>()
  /** By negative number: those that the file did not take. */
  readonly #unwritten: Trial[] = []
  #size = 0
  #trials = 0

  constructor(file: string, descriptor: number, head: JournalHead) {
    this.file = file
    this.#descriptor = descriptor
    this.#write(head)
    if (this.trouble !== undefined) throw new Error(this.trouble)
  }

  append(at: Parameters<RunLog['append']>[0], trial: Trial): number {
    const offset = this.#size
    if (this.#write({ line: 'trial', ...at, trial })) {
      this.#trials += 1
      return offset
    }
    return -this.#unwritten.push(trial)
  }

  read(kept: number): Trial {
    return kept < 0 ? (this.#unwritten[-kept - 1] as Trial) : readTrialAt(journalSource(this.file), kept)
  }

  share(evaluation: number, calls: Parameters<RunLog['share']>[1]): void {
    const round = this.#rounds.get(evaluation) ?? 0
    this.#rounds.set(evaluation, round + 1)
    for (const call of calls) this.#write({ line: 'shared', evaluation, round, call })
  }

  end(spent: Spent): void {
    this.#write({ line: 'end', trials: this.#trials, spent })
  }

  [Symbol.dispose](): void {
    closeSync(this.#descriptor)
  }

  /** Nothing is written behind a line that was not written whole. */
  #write(line: JournalLine): boolean {
    if (this.trouble !== undefined) return false
    try {
      this.#size += writeWhole(this.#descriptor, Buffer.from(formatJournalLine(line)))
      return true
    } catch (error) {
      this.trouble = `the journal ${this.file} cannot be written: ${(error as Error).message}`
      return false
    }
  }
}

function writeWhole(descriptor: number, bytes: Uint8Array): number {
  for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written)
  return bytes.length
}
