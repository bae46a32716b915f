import type {
  PromoteReport,
  PromotionOutcome,
  RollbackReport,
  StatusReport,
  TargetPromotion,
  TargetStatus,
} from '../../verdict/promotion-reports.ts'
import { openUntrusted } from '../untrusted.ts'
import { comparisonJson } from './comparison.ts'
import { headlineJson, notEvaluatedJson, snapshotJson, spentJson } from './findings.ts'

export function promoteBody({ source, dryRun, targets, recovered, spent }: PromoteReport): object {
  return {
    source: snapshotJson(source),
    dryRun,
    targets: targets.map(targetJson),
    recovered: recovered.map(({ target, sequence, digest, why }) => ({ target, sequence, digest, why })),
    spent: spentJson(spent),
  }
}

function targetJson(promotion: TargetPromotion): object {
  const { target, subject, digest, outcome, comparisons, notEvaluated, evidence, unreadMeasure, loosened } = promotion
  return {
    target,
    subject,
    digest,
    outcome: outcomeJson(outcome),
    loosened,
    comparisons: comparisons.map((comparison) => comparisonJson(comparison)),
    notEvaluated: notEvaluated.map(notEvaluatedJson),
    evidence,
    unreadMeasure: unreadMeasure && { commit: unreadMeasure.commit, because: openUntrusted(unreadMeasure.because) },
  }
}

function outcomeJson(outcome: PromotionOutcome): object {
  const { kind } = outcome
  switch (outcome.kind) {
    case 'promoted':
      return { kind, sequence: outcome.sequence, replaces: outcome.replaces }
    case 'would-promote':
      return { kind, replaces: outcome.replaces, steps: outcome.steps }
    case 'current':
      return { kind, sequence: outcome.sequence }
    case 'superseded':
      return { kind, by: outcome.by }
    case 'held-back':
      return { kind, by: openUntrusted(outcome.by), reason: openUntrusted(outcome.reason) }
    case 'waits-for':
      return { kind, target: outcome.target, trouble: outcome.trouble && openUntrusted(outcome.trouble) }
    case 'soaks':
      return { kind, target: outcome.target, until: outcome.until }
    case 'stopped':
      return { kind, headline: headlineJson(outcome.headline), attempt: outcome.attempt }
    case 'undelivered':
      return { kind, detail: openUntrusted(outcome.detail) }
  }
}

export function statusBody({ source, ledger, targets }: StatusReport): object {
  return {
    source: snapshotJson(source),
    ledger: { branch: ledger.branch, commit: ledger.commit },
    targets: targets.map(statusJson),
  }
}

function statusJson(status: TargetStatus): object {
  const { target, declared, subject, held, lastAttempt, pending, reality, detail, wanted } = status
  return {
    target,
    declared,
    subject,
    held: held && heldJson(held),
    lastAttempt: lastAttempt && attemptJson(lastAttempt),
    pending: pending && { digest: pending.digest, sequence: pending.sequence },
    reality,
    detail: detail && openUntrusted(detail),
    wanted,
  }
}

function attemptJson(attempt: NonNullable<TargetStatus['lastAttempt']>): object {
  const { kind, digest, sequence, source, at, by, because, attempt: count, evidence } = attempt
  return {
    kind,
    digest,
    sequence,
    source,
    at,
    by: openUntrusted(by),
    because: openUntrusted(because),
    attempt: count,
    evidence,
  }
}

function heldJson(held: NonNullable<TargetStatus['held']>): object {
  const { digest, sequence, source, at, ageMs, kind, by, reason, evidence, confirmed } = held
  return {
    digest,
    sequence,
    source,
    at,
    ageMs,
    kind,
    by: openUntrusted(by),
    reason: reason && openUntrusted(reason),
    evidence,
    confirmed,
  }
}

export function rollbackBody({ target, outcome }: RollbackReport): object {
  return { target, outcome: rollbackOutcomeJson(outcome) }
}

function rollbackOutcomeJson(outcome: RollbackReport['outcome']): object {
  const { kind } = outcome
  switch (outcome.kind) {
    case 'rolled-back':
      return { kind, sequence: outcome.sequence, from: outcome.from, to: outcome.to }
    case 'current':
      return { kind, digest: outcome.digest }
    case 'undelivered':
      return { kind, detail: openUntrusted(outcome.detail) }
  }
}
