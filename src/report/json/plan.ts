import type {
  AffectedSuite,
  AffectedTarget,
  Cause,
  ChangeSet,
  FieldChange,
  ResourceChange,
} from '../../resources/change-set.ts'
import type { PlannedCalls } from '../../evaluation/plan-calls.ts'
import type { Plan, PlannedPromotion } from '../../verdict/reports.ts'

export function planJson(plan: Plan): object {
  const { changes, calls, total, budget, prompts, promotions, notAvailable, policyChanges } = plan
  return {
    changes: changesJson(changes),
    calls: calls.map(callsJson),
    total: { calls: total.calls, newCalls: total.newCalls, usd: total.usd },
    budget: { usd: budget.usd, calls: budget.calls },
    prompts: prompts && { affected: prompts.affected, total: prompts.total },
    promotions: promotions?.map(promotionJson),
    notAvailable: notAvailable?.map(({ suite, what }) => ({ suite, what })),
    policyChanges,
  }
}

function promotionJson({ target, subject, digest, after, soakMs, whenUnsure, already }: PlannedPromotion): object {
  return { target, subject, digest, after, soakMs, whenUnsure, already }
}

function changesJson({ resources, suites, targets, formattedFiles }: ChangeSet): object {
  return {
    resources: resources.map(resourceJson),
    suites: suites.map(suiteJson),
    targets: targets.map(targetJson),
    formattedFiles,
  }
}

function resourceJson({ kind, name, change, formerly, fields, cases, reordered, from, place }: ResourceChange): object {
  return {
    kind,
    name,
    change,
    formerly,
    file: place.file,
    from,
    fields: fields.map(fieldJson),
    cases: cases && { added: cases.added, removed: cases.removed, edited: cases.edited },
    reordered,
  }
}

function fieldJson({ path, effect, before, after }: FieldChange): object {
  return { path, effect, before, after }
}

function suiteJson({ suite, subject, measure, added, through }: AffectedSuite): object {
  return { suite, subject, measure, added, through: through.map(causeJson) }
}

function targetJson({ target, subject, added, through }: AffectedTarget): object {
  return { target, subject, added, through: through.map(causeJson) }
}

function causeJson({ kind, name, via }: Cause): object {
  return { kind, name, via: via.map((one) => ({ kind: one.kind, name: one.name })) }
}

function callsJson(planned: PlannedCalls): object {
  const { suite, subject, side, measure, calls, fromStore, recorded, shared, newCalls } = planned
  const { inputTokens, outputTokens, usd, estimated, fallbacks } = planned
  const counts = { calls, fromStore, recorded, shared, newCalls, estimated, fallbacks }
  return { suite, subject, side, measure, ...counts, inputTokens, outputTokens, usd }
}
