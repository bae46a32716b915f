import type { SuiteComparison } from '../../verdict/comparison.ts'
import type { CheckReport, EvalReport, Plan } from '../../verdict/reports.ts'
import { counted, usd } from '../numbers.ts'
import { listed, name } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { brokenSentence } from './broken-cases.ts'
import { fails, focusOf, gatingMetrics } from './focus.ts'
import type { Focus } from './focus.ts'
import { withoutLabels } from './judge-standing.ts'
import { mergeSentence } from './merge.ts'
import { renameHint } from './removed-suites.ts'
import { snapshotFirst } from './snapshots.ts'
import { stillTheSame } from './unaffected.ts'
import { willShow } from './will-show.ts'

/** The sentences under the headline of a check, the most important first. */
export function summary(report: CheckReport): readonly Phrase[] {
  const { comparisons, headline, spent } = report
  const focus = focusOf(headline, comparisons)
  const sentences = [
    focus === undefined ? [] : brokenSentence(focus, report.differences, headline),
    alsoFailing(comparisons, focus),
    stateSentence(report),
    mergeSentence(report),
    headline.state === 'first-measurement' ? renameHint(report.plan) : [],
    headline.state === 'first-measurement' ? willShow(comparisons) : [],
    ...withoutLabels(comparisons),
    headline.state === 'invalid' ? [] : builtInLimits(report.policy, report.plan),
    recordedAnswers(spent.recorded),
  ]
  return sentences.filter((sentence) => sentence.length > 0)
}

/** The sentences under the headline of an evaluation of one snapshot. */
export function evalSummary({ comparisons, headline, spent }: EvalReport): readonly Phrase[] {
  const sentences = [
    alsoFailing(comparisons, focusOf(headline, comparisons)),
    ...withoutLabels(comparisons),
    recordedAnswers(spent.recorded),
  ]
  return sentences.filter((sentence) => sentence.length > 0)
}

/** The other metrics whose gate fails. */
function alsoFailing(comparisons: readonly SuiteComparison[], focus: Focus | undefined): Phrase {
  const names = gatingMetrics(comparisons)
    .filter(fails)
    .map(({ metric }) => metric.metric.name)
  const others = [...new Set(names)].filter((metric) => metric !== focus?.metric.metric.name)
  return others.length === 0 ? [] : ['Also failing: ', ...listed(others), '.']
}

function stateSentence(report: CheckReport): Phrase {
  const { headline, project } = report
  switch (headline.state) {
    case 'cannot-tell':
      return headline.blocks ? ['The project says ', name('whenUnsure: block'), ', so this does not pass.'] : []
    case 'first-measurement':
      return [`${valid(project.resources)}.`]
    case 'nothing-to-evaluate':
      return nothingChanged(report)
    case 'incomplete':
      return ['What is missing was not scored as wrong; below is what to do about it.']
    default:
      return []
  }
}

/** `16 resources are valid`. */
export function valid(resources: number): string {
  return `${counted(resources, 'resource')} ${resources === 1 ? 'is' : 'are'} valid`
}

/** Why there is nothing to evaluate, proved by digests. */
function nothingChanged({ head, plan, unaffected }: CheckReport): Phrase {
  const resources = plan?.changes.resources.length ?? 0
  const files = plan?.changes.formattedFiles.length ?? 0
  const reformatted = files === 0 ? '' : ` (${counted(files, 'file')} reformatted)`
  const what =
    resources === 0 ? 'no resource in meaning' : `${counted(resources, 'resource')}, but nothing that a suite evaluates`
  return [snapshotFirst(head), ` changes ${what}${reformatted}. `, ...stillTheSame(unaffected), '0 calls, $0.']
}

/** What holds where base has no project. */
export function builtInLimits(policy: CheckReport['policy'], plan: Plan | undefined): Phrase {
  if (policy !== 'built-in') return []
  const limit = plan === undefined ? '' : `, ${usd(plan.budget.usd)}`
  return ['The base has no ', name('llmops.yaml'), `, so built-in limits applied: known providers only${limit}.`]
}

/** Says that answers kept in Git decide; empty where none do. */
function recordedAnswers(recorded: number): Phrase {
  if (recorded === 0) return []
  return [
    { strong: ['Recorded:'] },
    ` ${counted(recorded, 'answer')} ${recorded === 1 ? 'comes' : 'come'} from Git, not from a model now.`,
  ]
}
