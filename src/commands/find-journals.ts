import { findJournals, shownPath } from '../adapters/journal/find-journals.ts'
import { journalSource } from '../adapters/journal/journal-source.ts'
import { IncompleteFault, UsageFault } from '../diagnostic/fault.ts'
import { type Journal, readJournal, type UnreadableJournal } from '../evaluation/journal/read-journal.ts'
import { existsSync } from 'node:fs'
import type { JournalHead } from '../evaluation/journal/journal.ts'
import { ownJournals } from './run-work.ts'
import { locateProject, openHead, type SnapshotRequest } from './workspace.ts'

export type FoundJournal = Journal | UnreadableJournal

/** Journals of runs, and which run is meant. */
export interface FoundJournals {
  readonly journals: readonly FoundJournal[]
  /** Of the newest journal that says what it is; undefined where none does. */
  readonly newest: JournalHead | undefined
  /** Whether each of them was asked for, so that one which is left out has to be said. */
  readonly areNamed: boolean
}

/**
 * Reads the journals in some files and folders; without any, those of the project's own runs. Throws UsageFault for a path
 * that does not exist.
 */
export async function readJournals(request: SnapshotRequest, paths: readonly string[]): Promise<FoundJournals> {
  const areNamed = paths.length > 0
  const files = findJournals(areNamed ? paths : await ownFolder(request), request.dir)
  const folder = request.project === undefined ? undefined : (await locateProject(request)).folder
  const journals = files
    .map((path) => readOne(path, shownPath(path, request.dir)))
    .filter(({ head }) => folder === undefined || head === undefined || head.folder === folder)
  const newest = newestOf(journals)
  return { journals: areNamed ? journals : journals.filter((one) => isLatest(one, newest)), newest, areNamed }
}

/** Undefined where none says what it is. */
export function newestOf(journals: readonly FoundJournal[]): JournalHead | undefined {
  const heads = journals.flatMap(({ head }) => head ?? [])
  return heads.toSorted((a, b) => b.startedAt - a.startedAt)[0]
}

/** Of a run in one piece the last one alone: what earlier runs of the same work paid is no part of it. */
function isLatest({ head }: FoundJournal, newest: JournalHead | undefined): boolean {
  return head !== undefined && (head === newest || (newest !== undefined && newest.shard.of > 1))
}

async function ownFolder(request: SnapshotRequest): Promise<readonly string[]> {
  await using scope = new AsyncDisposableStack()
  const folder = await ownJournals(await openHead(request, scope))
  if (!existsSync(folder))
    throw new UsageFault('no run has left a journal here; llmops eval and llmops check leave one')
  return [folder]
}

function readOne(path: string, file: string): FoundJournal {
  try {
    return readJournal(journalSource(path, file))
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    throw new IncompleteFault(`${file} cannot be read: ${message}`)
  }
}
