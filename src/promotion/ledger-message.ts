import type { LedgerRecord, LedgerWrite } from './ledger.ts'

const verbs = {
  promotion: { claimed: 'claim', committed: 'promote', withdrawn: 'withdraw' },
  rollback: { claimed: 'claim rollback', committed: 'roll back', withdrawn: 'withdraw rollback' },
} as const

/**
 * The first line for a record: `promote support sha256:51c0c3d1… to staging (no. 3)`, or `roll back` to what was there
 * before. Not `#3`, which GitHub would take for an issue.
 */
export function firstLine({ kind, state, release }: LedgerRecord): string {
  const { subject, digest, target, sequence } = release
  const artifact = `${subject} ${digest.slice(0, 'sha256:'.length + 8)}…`
  const what = kind === 'promotion' ? `${artifact} to ${target}` : `${target} to ${artifact}`
  return `${verbs[kind][state]} ${what} (no. ${sequence})`
}

/** The message of a ledger's commit, for `git log`: what was done, and by whom and why, as trailers of one line each. */
export function commitMessage({ record, message }: LedgerWrite): string {
  const { kind, state, release, by, reason } = record
  const trailers = {
    Target: release.target,
    Digest: release.digest,
    Sequence: String(release.sequence),
    Source: release.source,
    State: `${kind} ${state}`,
    By: by,
    ...(reason === undefined ? {} : { Reason: reason }),
  }
  const lines = Object.entries(trailers).map(([name, value]) => `${name}: ${oneLine(value)}\n`)
  return `${oneLine(message)}\n\n${lines.join('')}`
}

/** Texts from outside end neither their line nor the terminal's state. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, ' ')
    .replaceAll('##[', '##\\[')
    .trim()
}
