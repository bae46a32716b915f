import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CallLayer } from '../adapters/actions/call-layers.ts'
import { savedState, saveState } from '../adapters/actions/step.ts'
import type { CommentText } from '../report/comment.ts'
import type { CheckRun, CommitStatus } from '../publishing/forge.ts'
import type { ExitCode } from '../verdict/reports.ts'
import type { TellingPlace } from './assignment.ts'

/**
 * What `main` leaves to `post`, which runs after it however it ended. Each part is a file of its own, written whole or not
 * at all: `main` may be killed at any instant.
 */
export interface Handover {
  /** Whom to tell, known before anything is found out. */
  readonly place: Addressee
  /** Folders like this one, of each project that is checked: its comment, and its remembered calls. */
  readonly projects: readonly string[]
  /** What to tell, written before it is told. */
  readonly telling: Telling
  /** The layer of remembered calls that is to be saved. */
  readonly layer: { readonly folder: string; readonly saves: CallLayer }
  readonly told: true
  /** The layer has what this run added; and it is where later runs find it. */
  readonly merged: true
  readonly saved: true
  /** Main ended by itself. */
  readonly ended: ExitCode
}

/** Whom a check is told to, where its token may write. */
export interface Addressee extends TellingPlace {
  /** Whether the token may write at all. */
  readonly writes: boolean
  /** First line of the comment; undefined where none is wanted. */
  readonly marker: string | undefined
  /** Name of the status; undefined where none is wanted. */
  readonly status: string | undefined
  /** Of the project, from the root of the repository; undefined where it is not about one. */
  readonly folder: string | undefined
}

/** What a code host is told. */
export interface Telling {
  readonly comment: CommentText | undefined
  readonly status: CommitStatus | undefined
  readonly checkRun: CheckRun | undefined
}

/** Leaves a part in a folder that there is. */
export function leave<Part extends keyof Handover>(folder: string, part: Part, value: Handover[Part]): void {
  const file = join(folder, `${part}.json`)
  writeFileSync(`${file}.part`, JSON.stringify(value))
  renameSync(`${file}.part`, file)
}

/**
 * All is told that there is to tell. The runner itself is told so, too: files lie open to the other steps of the job, which
 * may run what a change brought along.
 */
export function nothingLeftToTell(folder: string): void {
  leave(folder, 'told', true)
  saveState('told', 'true')
}

export function isAllTold(folder: string): boolean {
  return found(folder, 'told') === true || savedState('told') === 'true'
}

/** What was left; undefined where main did not come to it. */
export function found<Part extends keyof Handover>(folder: string, part: Part): Handover[Part] | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, `${part}.json`), 'utf8')) as Handover[Part]
  } catch {
    return undefined
  }
}
