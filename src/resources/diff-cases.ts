import { canonicalJson } from '../digest/digest.ts'
import { judgedFields } from './case-meaning.ts'
import { byCodePoints } from './order.ts'
import type { Case } from './project.ts'

/** Case ids, each list in order. */
export interface CaseChanges {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly edited: readonly string[]
}

/** What a case is compared by: everything it says, or only what is put to a subject and its answers. */
export type CaseContent = (one: Case) => string

export const wholeCase: CaseContent = (one) => canonicalJson([judgedFields(one), one.columns])
export const judgedCase: CaseContent = (one) => canonicalJson(judgedFields(one))

/** Compares two lists of cases by id; their order means nothing. */
export function caseChanges(base: readonly Case[], head: readonly Case[], content: CaseContent): CaseChanges {
  const before = new Map(base.map((one) => [one.id, one]))
  const after = new Map(head.map((one) => [one.id, one]))
  const shared = base.filter(({ id }) => after.has(id))
  return {
    added: idsOf(head.filter(({ id }) => !before.has(id))),
    removed: idsOf(base.filter(({ id }) => !after.has(id))),
    edited: idsOf(shared.filter((one) => content(one) !== content(after.get(one.id) ?? one))),
  }
}

function idsOf(cases: readonly Case[]): readonly string[] {
  return cases.map(({ id }) => id).toSorted(byCodePoints)
}

export function isSame({ added, removed, edited }: CaseChanges): boolean {
  return added.length + removed.length + edited.length === 0
}
