import { asUntrusted } from '../../src/evaluation/untrusted.ts'
import type {
  PromoteReport,
  PromotionOutcome,
  RollbackReport,
  StatusReport,
  TargetPromotion,
  TargetStatus,
} from '../../src/verdict/promotion-reports.ts'
import type { Report } from '../../src/verdict/reports.ts'
import { comparison, head, noBase, project, spent } from './make.ts'
import { belowFloor, cites, first, format, grounded, misspelt, notWorse, same, tooSmall } from './values.ts'

const [live, wanted, older] = ['77aa01bc9d3e', '51c0c3d1f2ab', '0badcafe0000'].map(digest)

/** A digest that begins with these digits. */
export function digest(start: string): `sha256:${string}` {
  return `sha256:${start.padEnd(64, '0')}`
}

function promotion(outcome: PromotionOutcome, more: Partial<TargetPromotion> = {}): TargetPromotion {
  const nothing = { comparisons: [], notEvaluated: [], evidence: undefined, unreadMeasure: undefined }
  return { target: 'staging', subject: 'support', digest: wanted!, outcome, ...nothing, ...more }
}

function promoteReport(more: Partial<PromoteReport> = {}): PromoteReport {
  return {
    version: 1,
    command: 'promote',
    project,
    source: head,
    dryRun: false,
    diagnostics: [],
    targets: [],
    recovered: [],
    spent,
    exitCode: 0,
    ...more,
  }
}

const evidence = digest('e71de9ce55aa')
const nothingSpent = { newCalls: 0, fromStore: 0, recorded: 0, usd: 0, unpriced: 0 }

export const promoteStates: Readonly<Record<string, PromoteReport>> = {
  'a promotion, and a target that soaks': promoteReport({
    targets: [
      promotion(
        { kind: 'promoted', sequence: 3, replaces: live },
        {
          comparisons: [comparison([notWorse, same])],
          evidence,
          unreadMeasure: { commit: head.commit, because: asUntrusted("no commit '9f8e7d6' here") },
        },
      ),
      promotion({ kind: 'soaks', target: 'staging', until: '2026-11-05T10:00:00.000Z' }, { target: 'production' }),
    ],
  }),
  'a commit that loosens what a target demands': promoteReport({
    targets: [
      promotion(
        { kind: 'waits-for', target: 'staging', trouble: undefined },
        { target: 'production', loosened: ['after'] },
      ),
    ],
  }),
  'a first promotion, after one that was left unfinished': promoteReport({
    targets: [
      promotion(
        { kind: 'promoted', sequence: 1, replaces: undefined },
        { comparisons: [comparison([first('grounded', 0.875, 0.804, 0.923)], noBase)], evidence },
      ),
      promotion({ kind: 'waits-for', target: 'staging', trouble: undefined }, { target: 'production' }),
    ],
    recovered: [
      { target: 'eu', sequence: 7, digest: live!, why: 'unfinished' },
      { target: 'us', sequence: 2, digest: live!, why: 'drift' },
    ],
  }),
  'a promotion that changes nothing': promoteReport({
    targets: [
      promotion({ kind: 'current', sequence: 3 }),
      promotion({ kind: 'superseded', by: '9f8e7d6c5b4a39281706f5e4d3c2b1a098765432' }, { target: 'production' }),
      promotion(
        { kind: 'held-back', by: asUntrusted('alice'), reason: asUntrusted('answers in the wrong language') },
        { target: 'eu' },
      ),
      promotion({ kind: 'held-back', by: asUntrusted('bob'), reason: asUntrusted('') }, { target: 'us' }),
    ],
    spent: nothingSpent,
  }),
  'a promotion that a gate stops': promoteReport({
    targets: [
      promotion(
        {
          kind: 'stopped',
          headline: { state: 'regression', subject: 'support', metric: 'grounded', delta: -0.125 },
          attempt: 2,
        },
        { comparisons: [comparison([grounded, cites, format])], evidence },
      ),
      promotion(
        { kind: 'waits-for', target: 'staging', trouble: asUntrusted('its files were changed') },
        { target: 'production' },
      ),
    ],
    exitCode: 1,
  }),
  'promotions that a floor, a doubt and a missing key stop': promoteReport({
    targets: [
      promotion(
        {
          kind: 'stopped',
          headline: { state: 'below-floor', subject: 'support', metric: 'format', mean: 0.867, floor: 0.95 },
          attempt: 1,
        },
        { comparisons: [comparison([belowFloor])] },
      ),
      promotion(
        { kind: 'stopped', headline: { state: 'cannot-tell', blocks: true, cases: 120 }, attempt: 1 },
        { target: 'production', comparisons: [comparison([cites])] },
      ),
      promotion(
        { kind: 'stopped', headline: { state: 'incomplete' }, attempt: undefined },
        {
          target: 'eu',
          notEvaluated: [
            {
              suite: 'quality',
              subject: 'support',
              reason: { kind: 'no-key', variable: 'OPENAI_API_KEY' },
              cases: 120,
              example: asUntrusted('OPENAI_API_KEY is not set'),
            },
          ],
        },
      ),
    ],
    exitCode: 1,
  }),
  'a promotion that a target refuses': promoteReport({
    targets: [
      promotion(
        { kind: 'undelivered', detail: asUntrusted('branch deploy/staging: refused: protected branch hook declined') },
        { comparisons: [comparison([notWorse])], evidence },
      ),
    ],
    exitCode: 3,
  }),
  'a dry run': promoteReport({
    dryRun: true,
    targets: [
      promotion(
        {
          kind: 'would-promote',
          replaces: live,
          steps: [`put 4 files of ${wanted}`, `activate ${wanted} in place of ${live}`],
        },
        { comparisons: [comparison([notWorse])] },
      ),
    ],
    diagnostics: [tooSmall],
  }),
  'a promotion of an invalid project': promoteReport({
    diagnostics: [misspelt],
    project: { name: 'support', folder: 'services/bot', resources: 3 },
    spent: nothingSpent,
    exitCode: 2,
  }),
  'a promotion without targets': promoteReport({
    spent: nothingSpent,
    diagnostics: [{ ...tooSmall, severity: 'note' }],
  }),
}

function targetStatus(more: Partial<TargetStatus> = {}): TargetStatus {
  return {
    target: 'staging',
    declared: true,
    subject: 'support',
    held: {
      digest: wanted!,
      sequence: 3,
      source: head.commit,
      at: '2026-11-02T10:00:00.000Z',
      ageMs: 3 * 86_400_000,
      kind: 'promotion',
      by: asUntrusted('https://github.example/acme/app/actions/runs/1'),
      reason: undefined,
      evidence,
      confirmed: undefined,
    },
    lastAttempt: undefined,
    pending: undefined,
    reality: 'agrees',
    detail: undefined,
    wanted,
    ...more,
  }
}

function statusReport(more: Partial<StatusReport> = {}): StatusReport {
  return {
    version: 1,
    command: 'status',
    project,
    source: head,
    ledger: { branch: 'llmops/ledger', commit: '4f1c9e27d3b2a190817263544536271809abcdef' },
    diagnostics: [],
    targets: [],
    exitCode: 0,
    ...more,
  }
}

const never = { held: undefined, subject: 'support' }

export const statusStates: Readonly<Record<string, StatusReport>> = {
  'targets that hold what the ledger says': statusReport({
    targets: [
      targetStatus({
        target: 'production',
        held: {
          ...targetStatus().held!,
          digest: live!,
          sequence: 12,
          ageMs: 90 * 60_000,
          kind: 'rollback',
          by: asUntrusted('alice'),
          reason: asUntrusted('answers in the wrong language'),
          evidence: undefined,
          confirmed: '4f1c9e27d3b2a190817263544536271809abcdef',
        },
      }),
      targetStatus(),
      targetStatus({ target: 'preview', ...never }),
    ],
  }),
  'targets that drifted': statusReport({
    targets: [
      targetStatus({ target: 'a', reality: 'other-artifact', detail: asUntrusted(older!) }),
      targetStatus({ target: 'b', reality: 'tampered' }),
      targetStatus({ target: 'c', reality: 'empty' }),
      targetStatus({ target: 'd', ...never, reality: 'other-artifact', detail: asUntrusted(older!) }),
      targetStatus({ target: 'e' }),
    ],
    exitCode: 1,
  }),
  'targets that are not reached, not finished and not declared': statusReport({
    targets: [
      targetStatus({ target: 'eu', reality: 'unreachable', detail: asUntrusted('branch deploy/eu cannot be read') }),
      targetStatus({ target: 'old', declared: false, reality: 'not-looked', wanted: undefined }),
      targetStatus({ pending: { digest: live!, sequence: 4 } }),
    ],
    exitCode: 3,
  }),
  'targets whose last attempt came to nothing': statusReport({
    targets: [
      targetStatus({
        target: 'production',
        lastAttempt: {
          kind: 'stopped',
          digest: live!,
          sequence: 5,
          source: head.commit,
          at: '2026-11-05T10:00:00.000Z',
          by: asUntrusted('alice'),
          because: asUntrusted('regression: grounded of support -12.5 points'),
          attempt: 2,
          evidence,
        },
      }),
      targetStatus({
        ...never,
        lastAttempt: {
          kind: 'withdrawn',
          digest: live!,
          sequence: 1,
          source: head.commit,
          at: '2026-11-05T10:00:00.000Z',
          by: asUntrusted('alice'),
          because: asUntrusted('branch deploy/staging: refused: GH013: Repository rule violations found'),
          attempt: undefined,
          evidence: undefined,
        },
      }),
    ],
    exitCode: 3,
  }),
  'a status of nothing': statusReport({ ledger: { branch: 'llmops/ledger', commit: undefined } }),
  'a status of an invalid project': statusReport({
    project: { name: undefined, folder: 'services/bot', resources: 3 },
    diagnostics: [misspelt],
    targets: [targetStatus({ declared: false, reality: 'not-looked', wanted: undefined })],
    exitCode: 2,
  }),
}

function rollbackReport(outcome: RollbackReport['outcome'], exitCode: RollbackReport['exitCode'] = 0): RollbackReport {
  return { version: 1, command: 'rollback', project, target: 'production', outcome, exitCode }
}

/** A report of every outcome that a promotion, a look at the targets and a rollback can have. */
export const promotions: Readonly<Record<string, Report>> = {
  ...promoteStates,
  ...statusStates,
  'a rollback': rollbackReport({ kind: 'rolled-back', sequence: 4, from: wanted!, to: live! }),
  'a rollback to what is there': rollbackReport({ kind: 'current', digest: live! }),
  'a rollback that a target refuses': rollbackReport(
    { kind: 'undelivered', detail: asUntrusted('somebody else delivered meanwhile; look at llmops status') },
    3,
  ),
}
