import { canonicalJson, digestOf } from '../digest/digest.ts'
import type { Digest, Json } from '../digest/digest.ts'
import type { Release } from './driver.ts'
import { Fields, parseLedgerJson, recordVersion as version } from './ledger-fields.ts'
import { LedgerFault } from './ledger.ts'
import type { Confirmation, LedgerRecord } from './ledger.ts'

/** The bytes of a record: its RFC 8785 form and a line end. What is undefined is left out. */
export function recordText(record: LedgerRecord): string {
  const { target, subject, digest, sequence, source } = record.release
  const { evidence, predecessor, reason, holdsAgainst, because, findings, attempt, state, kind, at, by } = record
  const optional = Object.entries({ evidence, predecessor, reason, holdsAgainst, because, findings, attempt }).filter(
    ([, value]) => value !== undefined,
  )
  const release = { target, subject, digest, sequence, source }
  return `${canonicalJson({ version, state, kind, at, by, release, ...(Object.fromEntries(optional) as Record<string, Json>) })}\n`
}

/** What the next record of the same target names as its predecessor: the sha256 of the record's file. */
export function recordDigest(record: LedgerRecord): Digest {
  return digestOf(recordText(record))
}

/**
 * Reads what `recordText` wrote, byte for byte.
 * @throws LedgerFault that names the file and the field
 */
export function parseRecord(path: string, text: string): LedgerRecord {
  const fields = new Fields(path, parseLedgerJson(path, text))
  fields.requireVersion()
  const record: LedgerRecord = {
    version,
    state: fields.oneOf('state', ['claimed', 'committed', 'withdrawn', 'stopped', 'renamed']),
    kind: fields.oneOf('kind', ['promotion', 'rollback']),
    release: releaseOf(fields.below('release')),
    evidence: fields.optional('evidence', () => fields.digest('evidence')),
    predecessor: fields.optional('predecessor', () => fields.digest('predecessor')),
    at: fields.time('at'),
    by: fields.text('by'),
    reason: fields.optional('reason', () => fields.text('reason')),
    holdsAgainst: fields.optional('holdsAgainst', () => fields.digest('holdsAgainst')),
    because: fields.optional('because', () => fields.text('because')),
    findings: fields.optional('findings', () => fields.digest('findings')),
    attempt: fields.optional('attempt', () => fields.count('attempt')),
  }
  requireSame(path, text, recordText(record))
  return record
}

function releaseOf(fields: Fields): Release {
  return {
    target: fields.text('target'),
    subject: fields.text('subject'),
    digest: fields.digest('digest'),
    sequence: fields.count('sequence'),
    source: fields.text('source'),
  }
}

/** The bytes of a confirmation: its RFC 8785 form and a line end. */
export function confirmationText({ target, source, predecessor, at, by }: Confirmation): string {
  return `${canonicalJson({ version, state: 'confirmed', target, source, predecessor, at, by })}\n`
}

/**
 * Reads what `confirmationText` wrote, byte for byte.
 * @throws LedgerFault that names the file and the field
 */
export function parseConfirmation(path: string, text: string): Confirmation {
  const fields = new Fields(path, parseLedgerJson(path, text))
  fields.requireVersion()
  const confirmation: Confirmation = {
    version,
    target: fields.text('target'),
    source: fields.text('source'),
    predecessor: fields.digest('predecessor'),
    at: fields.time('at'),
    by: fields.text('by'),
  }
  requireSame(path, text, confirmationText(confirmation))
  return confirmation
}

function requireSame(path: string, text: string, written: string): void {
  if (written !== text)
    throw new LedgerFault(`${path}: has fields or a form that a record of version ${version} does not have`)
}
