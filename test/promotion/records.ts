import { canonicalJson, type Digest, digestOf } from '../../src/digest/digest.ts'
import type { Artifact, LayoutFile } from '../../src/promotion/artifact.ts'
import type { Owner, ProjectName, Release } from '../../src/promotion/driver.ts'
import type { LedgerRecord, RecordWrite, TargetState } from '../../src/promotion/ledger.ts'
import { nextInChain } from '../../src/promotion/ledger-chain.ts'
import { firstLine } from '../../src/promotion/ledger-message.ts'
import { recordDigest } from '../../src/promotion/ledger-record.ts'
import { releaseFiles } from '../../src/promotion/release-files.ts'

/** An artifact whose document says only `text`. */
export function artifactOf(text: string): Artifact {
  const document = canonicalJson({ text })
  return { subject: 'support', digest: digestOf(document), document }
}

export function releaseOf(text: string, sequence: number, target = 'staging'): Release {
  const { subject, digest } = artifactOf(text)
  return { target, subject, digest, sequence, source: '9f8e7d6c5b4a39281706f5e4d3c2b1a098765432' }
}

export const project: ProjectName = { name: 'support', folder: '' }

/** Whose the place of a target is, by default that of `project` under no other names. */
export function ownerOf(target = 'staging', more: Partial<Owner> = {}): Owner {
  return { target, formerTarget: undefined, project, formerProject: undefined, ...more }
}

/** A release with its files. */
export function deliveryOf(
  text: string,
  sequence: number,
  target = 'staging',
): { readonly release: Release; readonly files: readonly LayoutFile[] } {
  const release = releaseOf(text, sequence, target)
  return { release, files: releaseFiles(release, artifactOf(text), project) }
}

export function claimOf(
  state: TargetState | undefined,
  text: string,
  more: Partial<LedgerRecord> & { readonly target?: string } = {},
): LedgerRecord {
  const { target = 'staging', ...fields } = more
  const { sequence, predecessor } = nextInChain(state)
  return {
    version: 1,
    state: 'claimed',
    kind: 'promotion',
    release: releaseOf(text, sequence, target),
    evidence: undefined,
    predecessor,
    at: '2026-11-22T10:00:00.250Z',
    by: 'ada',
    reason: undefined,
    holdsAgainst: undefined,
    because: undefined,
    findings: undefined,
    attempt: undefined,
    ...fields,
  }
}

/** What became of a claim. */
export function outcomeOf(claim: LedgerRecord, state: 'committed' | 'withdrawn'): LedgerRecord {
  return { ...claim, state, predecessor: recordDigest(claim), at: '2026-11-22T10:01:00Z' }
}

export function writeOf(record: LedgerRecord): RecordWrite {
  return { record, message: firstLine(record) }
}

export const someDigest: Digest = digestOf('some')
