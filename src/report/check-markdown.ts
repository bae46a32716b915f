import type { SourceSet } from '../source/source-set.ts'
import type { CheckReport } from '../verdict/reports.ts'
import { emoji } from './mark.ts'
import { changedPart } from './markdown/changed.ts'
import { commentLimit, fitting, joined, leftOutPart, part } from './markdown/detail.ts'
import type { Detail, Part } from './markdown/detail.ts'
import { errorsPart, warningsPart } from './markdown/diagnostics.ts'
import { footerPart, listPart } from './markdown/lists.ts'
import { checkMarker } from './markdown/marker.ts'
import { scoresPart } from './markdown/score-tables.ts'
import { slicesPart } from './markdown/slices.ts'
import { worstCasesPart } from './markdown/worst-cases.ts'
import { markdownPhrase, prose } from './phrase.ts'
import { checkFooter } from './words/footer.ts'
import { checkHeadline } from './words/headline.ts'
import { notEvaluatedSentence } from './words/not-evaluated.ts'
import { summary } from './words/summary.ts'
import { toDecide } from './words/to-decide.ts'

/**
 * The comment of a pull request: marker, headline, scores, what changed, the worst cases. At most `limit` UTF-16 units:
 * it gives up details in the order of `lessAndLess` and says which.
 */
export function checkMarkdown(report: CheckReport, sources: SourceSet, limit = commentLimit): string {
  return fitting(limit, (detail) => {
    const body = bodyOf(report, sources, detail)
    return `${joined([top(report), body, leftOutPart(body), footerPart(checkFooter(report))]).text}\n`
  })
}

function top(report: CheckReport): Part {
  const { mark, says } = checkHeadline(report)
  return part(`${checkMarker(report.project.folder)}\n### ${emoji[mark]} LLMOps: ${markdownPhrase(says)}`)
}

function bodyOf(report: CheckReport, sources: SourceSet, detail: Detail): Part {
  const { comparisons, diagnostics, notEvaluated, plan } = report
  return joined([
    part(summary(report).map(markdownPhrase).join(' ')),
    errorsPart(diagnostics, sources, detail),
    scoresPart(comparisons, detail),
    listPart('To decide:', toDecide(report), 'undecided suite', detail),
    listPart('Without a score that counts:', notEvaluated.map(notEvaluatedSentence), 'suite', detail),
    plan === undefined ? part('') : changedPart(plan.changes, detail),
    listPart(
      'Holds only after the merge:',
      (plan?.policyChanges ?? []).map((change) => [prose(change)]),
      'policy change',
      detail,
    ),
    worstCasesPart(report, detail),
    slicesPart(report, detail),
    warningsPart(diagnostics, sources, detail),
  ])
}
