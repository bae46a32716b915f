import type { AffectedSuite, ChangeSet, FieldChange, ResourceChange } from '../../resources/change-set.ts'
import type { PlannedCalls } from '../../evaluation/plan-calls.ts'
import type { Plan, PlannedPromotion } from '../../verdict/reports.ts'

export function planJson({ changes, calls, total, budget, prompts, promotions, policyChanges }: Plan): object {
  return {
    changes: changesJson(changes),
    calls: calls.map(callsJson),
    total: { calls: total.calls, newCalls: total.newCalls, usd: total.usd },
    budget: { usd: budget.usd, calls: budget.calls },
    prompts: prompts && { affected: prompts.affected, total: prompts.total },
    promotions: promotions?.map(promotionJson),
    policyChanges,
  }
}

function promotionJson({ target, subject, digest, after, soakMs, whenUnsure }: PlannedPromotion): object {
  return { target, subject, digest, after, soakMs, whenUnsure }
}

function changesJson({ resources, suites, formattedFiles }: ChangeSet): object {
  return { resources: resources.map(resourceJson), suites: suites.map(suiteJson), formattedFiles }
}

function resourceJson({ kind, name, change, formerly, fields, cases, place }: ResourceChange): object {
  return {
    kind,
    name,
    change,
    formerly,
    file: place.file,
    fields: fields.map(fieldJson),
    cases: cases && { added: cases.added, removed: cases.removed, edited: cases.edited },
  }
}

function fieldJson({ path, effect, before, after }: FieldChange): object {
  return { path, effect, before, after }
}

function suiteJson({ suite, subject, measure, added, through }: AffectedSuite): object {
  return { suite, subject, measure, added, through: through.map(({ kind, name }) => ({ kind, name })) }
}

function callsJson(planned: PlannedCalls): object {
  const { suite, subject, side, measure, calls, fromStore, recorded, shared, newCalls } = planned
  const { inputTokens, outputTokens, usd } = planned
  return { suite, subject, side, measure, calls, fromStore, recorded, shared, newCalls, inputTokens, outputTokens, usd }
}
