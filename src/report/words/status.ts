import type { StatusReport, TargetStatus } from '../../verdict/promotion-reports.ts'
import type { Mark } from '../mark.ts'
import { age, moment } from '../numbers.ts'
import { code, name, word } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { shortCommit, shortDigest } from './digest.ts'
import { findingCounts, withoutNotes } from './finding-counts.ts'
import { whichProject } from './footer.ts'
import { grouped } from './grouped.ts'
import type { Headlined } from './headline.ts'
import { markOfExit } from './mark-of-exit.ts'
import { snapshotName } from './snapshots.ts'

/** `every target holds what the ledger says`, or the targets that do not. */
export function statusHeadline(report: StatusReport): Headlined {
  const { targets, diagnostics, exitCode } = report
  const mark =
    exitCode === 0 && targets.some(({ lastAttempt }) => lastAttempt !== undefined) ? 'unsure' : markOfExit(exitCode)
  if (!isValid(report))
    return { mark, says: [`${findingCounts(withoutNotes(diagnostics))}, so only the ledger is known`] }
  if (targets.length === 0)
    return { mark: 'none', says: ['no DeploymentTarget is declared, and none was delivered to'] }
  const states = targets.map((status) => ({ name: status.target, state: stateOf(status) }))
  const notable = states.flatMap(({ name, state }) => (state === undefined ? [] : [{ name, state }]))
  return { mark, says: notable.length === 0 ? ['every target holds what the ledger says'] : grouped(notable) }
}

/** An invalid project does not say which targets it declares. */
function isValid({ exitCode }: StatusReport): boolean {
  return exitCode !== 2
}

/** Undefined where there is nothing to be said. */
function stateOf({ reality, pending, lastAttempt, declared }: TargetStatus): string | undefined {
  if (isDrift(reality)) return 'drifted'
  if (reality === 'unreachable') return 'unreachable'
  if (pending !== undefined) return 'unfinished'
  if (lastAttempt !== undefined) return attemptStates[lastAttempt.kind]
  return declared ? undefined : 'orphaned'
}

const attemptStates = { stopped: 'held up by its gates', withdrawn: 'not delivered' } as const

function isDrift(reality: TargetStatus['reality']): boolean {
  return reality === 'other-artifact' || reality === 'tampered' || reality === 'empty'
}

/** One target. */
export interface StatusRow {
  readonly mark: Mark
  readonly target: Phrase
  /** `support sha256:51c0c3d1f2ab (no. 3)`. */
  readonly holds: Phrase
  /** `3 days`; empty where it holds nothing. */
  readonly since: string
  /** What is wrong with it, where it comes from, and what this commit has for it. */
  readonly details: readonly Phrase[]
}

export function statusRows(report: StatusReport): readonly StatusRow[] {
  return report.targets.map((status) => ({
    mark: markOf(status),
    target: [name(status.target)],
    holds: heldWords(status),
    since: status.held === undefined ? '' : age(status.held.ageMs),
    details: detailsOf(status, isValid(report)),
  }))
}

function markOf(status: TargetStatus): Mark {
  if (isDrift(status.reality)) return 'bad'
  if (status.reality === 'unreachable' || status.pending !== undefined) return 'incomplete'
  if (status.lastAttempt?.kind === 'withdrawn') return 'incomplete'
  if (!status.declared || status.lastAttempt !== undefined) return 'unsure'
  return status.held === undefined ? 'none' : 'good'
}

function heldWords({ subject, held, lastAttempt }: TargetStatus): Phrase {
  if (held === undefined) return [lastAttempt === undefined ? 'nothing was promoted yet' : 'nothing']
  const whose: Phrase = subject === undefined ? [] : [name(subject), ' ']
  return [...whose, name(shortDigest(held.digest)), ` (no. ${held.sequence})`]
}

function detailsOf(status: TargetStatus, isValid: boolean): readonly Phrase[] {
  const { held, declared } = status
  const details = [
    realityWords(status),
    pendingWords(status),
    attemptWords(status),
    declared || !isValid ? [] : ['orphaned: the project no longer declares it; what was delivered stays'],
    held === undefined ? [] : origin(held),
    wantedWords(status),
  ]
  return details.filter((detail) => detail.length > 0)
}

function origin({ source, at, by, kind, reason, evidence, confirmed }: NonNullable<TargetStatus['held']>): Phrase {
  const verb = kind === 'rollback' ? 'rolled back to what came from ' : 'promoted from '
  const why: Phrase = reason === undefined ? [] : [', saying: ', { said: reason }]
  const grounds: Phrase = evidence === undefined ? [] : [', evidence ', name(shortDigest(evidence))]
  const still: Phrase = confirmed === undefined ? [] : [', still what ', name(shortCommit(confirmed)), ' builds']
  return [verb, name(shortCommit(source)), ' by ', { said: by }, ', ', word(moment(at)), ...why, ...grounds, ...still]
}

/** What brings the target back to the ledger. */
const repair: Phrase = ['. ', code('llmops promote'), ' delivers again what the ledger says']

function realityWords({ reality, detail }: TargetStatus): Phrase {
  const found: Phrase = detail === undefined ? [] : [': ', { said: detail }]
  switch (reality) {
    case 'agrees':
    case 'not-looked':
      return []
    case 'other-artifact':
      return ['drift: the target holds what the ledger does not say', ...found, ...repair]
    case 'tampered':
      return ['drift: the bytes at the target are not those of its digest', ...found, ...repair]
    case 'empty':
      return ['drift: the target is empty', ...found, ...repair]
    case 'unreachable':
      return ['the target cannot be reached', ...found]
  }
}

function pendingWords({ pending }: TargetStatus): Phrase {
  if (pending === undefined) return []
  const claim = [name(shortDigest(pending.digest)), ` (no. ${pending.sequence})`]
  return [...claim, ' was claimed and not finished: ', code('llmops promote'), ' finishes it']
}

/** Why the newest attempt came to nothing, and when. */
function attemptWords({ lastAttempt }: TargetStatus): Phrase {
  if (lastAttempt === undefined) return []
  const { kind, digest, sequence, source, at, by, because, attempt = 1, evidence } = lastAttempt
  const what: Phrase = [name(shortDigest(digest)), ` (no. ${sequence}) from `, name(shortCommit(source))]
  const count = attempt === 1 ? '' : `, attempt ${attempt}`
  const grounds: Phrase = evidence === undefined ? [] : [', evidence ', name(shortDigest(evidence))]
  const came = kind === 'stopped' ? ' was stopped' : ' was not taken by the target'
  return [...what, came, ': ', { said: because }, '; by ', { said: by }, ', ', word(moment(at)), count, ...grounds]
}

function wantedWords({ wanted, held }: TargetStatus): Phrase {
  if (wanted === undefined || wanted === held?.digest) return []
  return ['this commit builds ', name(shortDigest(wanted))]
}

/** Which commit, which project, and where the ledger is. */
export function statusFooter({ source, project, ledger }: StatusReport): readonly Phrase[] {
  const at: Phrase = ledger.commit === undefined ? [', empty yet'] : [' at ', name(shortCommit(ledger.commit))]
  const facts: readonly Phrase[] = [
    [snapshotName(source)],
    whichProject(project),
    ['ledger ', name(ledger.branch), ...at],
  ]
  return facts.filter((fact) => fact.length > 0)
}
