import type {
  AffectedSuite,
  AffectedTarget,
  Cause,
  ChangeSet,
  FieldChange,
  ResourceChange,
} from '../../resources/change-set.ts'
import type { PlannedCalls, PlannedMoney, PlannedTotal } from '../../evaluation/planned-calls.ts'
import type { Plan, PlannedPromotion } from '../../verdict/reports.ts'

export function planJson(plan: Plan): object {
  const { changes, calls, total, purposes, merge, assumptions, budget, prompts } = plan
  const { promotions, notAvailable, policyChanges } = plan
  return {
    changes: changesJson(changes),
    calls: calls.map(callsJson),
    total: totalJson(total),
    purposes: purposes.map((part) => ({ purpose: part.purpose, newCalls: part.newCalls, ...moneyJson(part) })),
    merge: merge && { newCalls: merge.newCalls, ...moneyJson(merge) },
    assumptions: assumptions.map(({ model, about }) => ({ model, about })),
    budget: budgetJson(budget),
    prompts: prompts && { affected: prompts.affected, total: prompts.total },
    promotions: promotions?.map(promotionJson),
    notAvailable: notAvailable?.map(({ suite, what }) => ({ suite, what })),
    policyChanges,
  }
}

function promotionJson(promotion: PlannedPromotion): object {
  const { target, subject, digest, after, soakMs, whenUnsure, loosened, already } = promotion
  return { target, subject, digest, after, soakMs, whenUnsure, loosened, already }
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
  const { inputTokens, outputTokens, estimated, fallbacks, askedAgain } = planned
  const counts = { calls, fromStore, recorded, shared, newCalls, estimated, fallbacks, askedAgain }
  return { suite, subject, side, measure, ...counts, inputTokens, outputTokens, ...moneyJson(planned) }
}

function moneyJson({ usd, usdBetween }: PlannedMoney): object {
  return { usd, usdBetween: usdBetween && { lower: usdBetween.lower, upper: usdBetween.upper } }
}

function totalJson(total: PlannedTotal): object {
  const { calls, newCalls, inputTokens, outputTokens, minutes } = total
  const between = minutes && { expected: minutes.expected, lower: minutes.lower, upper: minutes.upper }
  return { calls, newCalls, inputTokens, outputTokens, ...moneyJson(total), minutes: between }
}

function budgetJson({ usd, calls, minutes, month }: Plan['budget']): object {
  return { usd, calls, minutes, month: month && { usd: month.usd, spentUsd: month.spentUsd, known: month.known } }
}
