import type { SourceSet } from '../source/source-set.ts'
import type { EvalReport } from '../verdict/reports.ts'
import { emoji } from './mark.ts'
import { commentLimit, fitting, joined, leftOutPart, part } from './markdown/detail.ts'
import type { Detail, Part } from './markdown/detail.ts'
import { errorsPart, warningsPart } from './markdown/diagnostics.ts'
import { footerPart, listPart } from './markdown/lists.ts'
import { scoresPart } from './markdown/score-tables.ts'
import { worstCasesPart } from './markdown/worst-cases.ts'
import { markdownPhrase } from './phrase.ts'
import { evalFooter } from './words/footer.ts'
import { evalHeadline } from './words/headline.ts'
import { notEvaluatedSentence } from './words/not-evaluated.ts'
import { evalSummary } from './words/summary.ts'

/** The scores of one snapshot for a summary, in at most `limit` UTF-16 units. */
export function evalMarkdown(report: EvalReport, sources: SourceSet, limit = commentLimit): string {
  return fitting(limit, (detail) => {
    const body = bodyOf(report, sources, detail)
    return `${joined([top(report), body, leftOutPart(body), footerPart(evalFooter(report))]).text}\n`
  })
}

function top({ headline }: EvalReport): Part {
  const { mark, says } = evalHeadline(headline)
  return part(`### ${emoji[mark]} LLMOps: ${markdownPhrase(says)}`)
}

function bodyOf(report: EvalReport, sources: SourceSet, detail: Detail): Part {
  return joined([
    part(evalSummary(report).map(markdownPhrase).join(' ')),
    errorsPart(report.diagnostics, sources, detail),
    scoresPart(report.comparisons, detail),
    listPart('Without a score that counts:', report.notEvaluated.map(notEvaluatedSentence), 'suite', detail),
    worstCasesPart(report, detail),
    warningsPart(report.diagnostics, sources, detail),
  ])
}
