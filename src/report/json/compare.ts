import type { Caveat, CompareReport } from '../../verdict/compare-report.ts'
import type { CaseChange } from '../../verdict/reports.ts'
import { comparisonJson } from './comparison.ts'
import { headlineJson, movedCaseJson } from './findings.ts'

export function compareBody({ base, head, headline, comparisons, changes, caveats }: CompareReport): object {
  return {
    base: { file: base.file },
    head: { file: head.file },
    headline: headlineJson(headline),
    comparisons: comparisons.map((comparison) => comparisonJson(comparison)),
    changes: changes.map(changeJson),
    caveats: caveats.map(caveatJson),
  }
}

function changeJson(change: CaseChange): object {
  const { base, head } = change
  return { ...movedCaseJson(change), base: { score: base.score }, head: { score: head.score } }
}

function caveatJson(caveat: Caveat): object {
  const { kind, suite, subject } = caveat
  switch (kind) {
    case 'measure':
      return { kind, suite, subject }
    case 'suite':
      return { kind, suite, subject, side: caveat.side }
    case 'metric':
      return { kind, suite, subject, side: caveat.side, metric: caveat.metric }
    case 'cases':
      return { kind, suite, subject, side: caveat.side, ids: caveat.ids, incomplete: caveat.incomplete }
  }
}
