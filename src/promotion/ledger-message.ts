import type { LedgerRecord, LedgerWrite, TargetState } from './ledger.ts'
import { plainLine } from './plain-line.ts'

const verbs = {
  promotion: {
    claimed: 'claim',
    committed: 'promote',
    withdrawn: 'withdraw',
    stopped: 'stop',
    renamed: 'rename',
  },
  rollback: {
    claimed: 'claim rollback',
    committed: 'roll back',
    withdrawn: 'withdraw rollback',
    stopped: 'stop rollback',
    renamed: 'rename',
  },
} as const

/**
 * The first line for a record: `promote support sha256:51c0c3d1… to staging (no. 3)`, or `roll back` to what was there
 * before. Not `#3`, which GitHub would take for an issue.
 */
export function firstLine({ kind, state, release }: LedgerRecord): string {
  const { target, sequence } = release
  const what = kind === 'promotion' ? `${artifactIn(release)} to ${target}` : `${target} to ${artifactIn(release)}`
  return `${verbs[kind][state]} ${what} (no. ${sequence})`
}

/** The first line where a target's history goes on under another name. */
export function renameLine(from: string, { release }: LedgerRecord): string {
  return `rename ${from} to ${release.target} (no. ${release.sequence})`
}

/** The first line for a confirmation: `confirm support sha256:51c0c3d1… at staging (no. 3)`. */
export function confirmLine({ target, held }: Pick<TargetState, 'target' | 'held'>): string {
  return held === undefined
    ? `confirm ${target}`
    : `confirm ${artifactIn(held.release)} at ${target} (no. ${held.release.sequence})`
}

function artifactIn({ subject, digest }: LedgerRecord['release']): string {
  return `${subject} ${digest.slice(0, 'sha256:'.length + 8)}…`
}

/** The message of a ledger's commit, for `git log`: what was done, and by whom and why, as trailers of one line each. */
export function commitMessage(write: LedgerWrite): string {
  const lines = Object.entries(trailersOf(write)).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${plainLine(value)}\n`],
  )
  return `${plainLine(write.message)}\n\n${lines.join('')}`
}

function trailersOf(write: LedgerWrite): Readonly<Record<string, string | undefined>> {
  if ('confirmation' in write) {
    const { target, source, by } = write.confirmation
    return { Target: target, Source: source, State: 'confirmed', By: by }
  }
  if ('expense' in write) {
    const { of, usd, source, by } = write.expense
    return { Source: source, State: `expense of ${of}`, USD: String(usd), By: by }
  }
  const { kind, state, release, by, reason, because, attempt } = write.record
  return {
    Target: release.target,
    Digest: release.digest,
    Sequence: String(release.sequence),
    Source: release.source,
    State: `${kind} ${state}`,
    By: by,
    Reason: reason,
    Because: because,
    Attempt: attempt === undefined ? undefined : String(attempt),
  }
}
