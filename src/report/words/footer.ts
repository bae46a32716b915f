import type { CheckReport, EvalReport } from '../../verdict/reports.ts'
import { name } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { coveragePhrase } from './coverage.ts'
import { lookFacts } from './looks.ts'
import { snapshots } from './snapshots.ts'
import { spending } from './spending.ts'
import { notAffected } from './unaffected.ts'

/** What it cost, how much of it was scored, what it did not concern, and which commits. Empty for nothing to evaluate. */
export function checkFooter(report: CheckReport): readonly Phrase[] {
  const { state } = report.headline
  if (state === 'nothing-to-evaluate') return []
  const facts: readonly Phrase[] = [
    state === 'invalid' ? [] : [spending(report.spent, report.plan)],
    coveragePhrase(report.comparisons),
    ...lookFacts(report.comparisons),
    notAffected(report.unaffected),
    whichProject(report.project),
    policyOfOthers(report.extends),
    snapshots(report.head, report.base),
  ]
  return facts.filter((fact) => fact.length > 0)
}

/** The same of an evaluation of one snapshot. */
export function evalFooter(report: EvalReport): readonly Phrase[] {
  const spent = report.headline.state === 'invalid' ? [] : [spending(report.spent, undefined)]
  const facts = [
    spent,
    coveragePhrase(report.comparisons),
    ...lookFacts(report.comparisons),
    whichProject(report.project),
    snapshots(report.snapshot),
  ]
  return facts.filter((fact) => fact.length > 0)
}

/** `policy of acme/llm-platform@4f1c9e2`; empty where base's Project extends nothing. */
export function policyOfOthers(extended: CheckReport['extends']): Phrase {
  return extended === undefined ? [] : ['policy of ', name(extended.label)]
}

/** `project support in services/bot`; empty at the root, where there is only one. */
export function whichProject({ name: own, folder }: Pick<CheckReport['project'], 'name' | 'folder'>): Phrase {
  if (folder === '') return []
  return own === undefined ? ['project in ', name(folder)] : ['project ', name(own), ' in ', name(folder)]
}
