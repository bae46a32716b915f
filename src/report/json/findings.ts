import type { CaseDifference, CheckReport, Headline, NotEvaluated, SnapshotName } from '../../verdict/reports.ts'
import { openUntrusted } from '../untrusted.ts'

export function headlineJson(headline: Headline): object {
  switch (headline.state) {
    case 'invalid':
      return { state: headline.state, errors: headline.errors }
    case 'regression':
    case 'improvement':
      return { state: headline.state, subject: headline.subject, metric: headline.metric, delta: headline.delta }
    case 'below-floor': {
      const { state, subject, metric, mean, floor } = headline
      return { state, subject, metric, mean, floor }
    }
    case 'cannot-tell':
      return { state: headline.state, blocks: headline.blocks, cases: headline.cases }
    case 'first-measurement':
      return { state: headline.state, subjects: headline.subjects }
    default:
      return { state: headline.state }
  }
}

export function projectJson({ name, folder, resources }: CheckReport['project']): object {
  return { name, folder, resources }
}

export function snapshotJson({ label, commit }: SnapshotName): object {
  return { label, commit }
}

export function differenceJson(difference: CaseDifference): object {
  const { base, head } = difference
  return {
    ...movedCaseJson(difference),
    base: { score: base.score, output: openUntrusted(base.output) },
    head: { score: head.score, output: openUntrusted(head.output), reasons: head.reasons.map(openUntrusted) },
  }
}

/** Which case moved, by what, and where. */
export function movedCaseJson(moved: Omit<CaseDifference, 'base' | 'head'>): object {
  const { suite, subject, metric, caseId, direction, slices } = moved
  return {
    suite,
    subject,
    metric,
    caseId,
    direction,
    slices: slices.map(({ column, value }) => ({ column, value })),
  }
}

export function notEvaluatedJson({ suite, subject, reason, cases, example }: NotEvaluated): object {
  return { suite, subject, reason: reasonJson(reason), cases, example: example && openUntrusted(example) }
}

function reasonJson(reason: NotEvaluated['reason']): object {
  switch (reason.kind) {
    case 'no-key':
      return { kind: reason.kind, variable: reason.variable }
    case 'provider':
      return { kind: reason.kind, reason: reason.reason, variable: reason.variable }
    case 'shard':
      return { kind: reason.kind, shard: reason.shard, state: reason.state }
    case 'budget':
      return { kind: reason.kind, limit: reason.limit }
    default:
      return { kind: reason.kind }
  }
}

export function spentJson(spent: CheckReport['spent']): object {
  const { newCalls, fromStore, recorded, usd, judgeUsd, chargedUsd, unpriced, baseAgeMs, replaced, ms } = spent
  return { newCalls, fromStore, recorded, usd, judgeUsd, chargedUsd, unpriced, baseAgeMs, replaced, ms }
}
