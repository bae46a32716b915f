import type { Policy } from '../resources/policy.ts'
import { caseChanges } from './case-changes.ts'
import { caseScores } from './case-scores.ts'
import { caveatsOf } from './caveats.ts'
import type { CompareReport } from './compare-report.ts'
import { compareSuites } from './compare-suites.ts'
import type { CompareSettings, SuitePair } from './compare-suites.ts'
import { decide } from './decide.ts'
import { exitCodeOf } from './exit-code.ts'
import { headlineOf } from './headline.ts'
import type { CheckFindings } from './headline.ts'
import type { Headline } from './reports.ts'
import type { ScoredSuite, ScoreFile } from './score-files/scored-suite.ts'

export interface ComparedFiles {
  readonly base: ScoreFile
  readonly head: ScoreFile
  readonly whenUnsure: Policy['whenUnsure']
}

/** What the scores of one file say against those of another. Nothing where either has an error. */
export function compareScoreFiles(
  { base, head, whenUnsure }: ComparedFiles,
  settings: CompareSettings,
): Pick<CompareReport, 'headline' | 'comparisons' | 'changes' | 'caveats' | 'scores' | 'diagnostics' | 'exitCode'> {
  const diagnostics = [...base.diagnostics, ...head.diagnostics]
  const pairs = pairSuites(base.suites, head.suites)
  const comparisons = decide(
    pairs.map((pair) => compareSuites(pair, settings)),
    { recorded: 'accept' },
  )
  const suites = pairs.map(({ head: { suite } }) => suite)
  const headline = headlineOfFiles({ comparisons, suites, notEvaluated: [], diagnostics, whenUnsure })
  return {
    headline,
    comparisons,
    changes: caseChanges(comparisons, pairs),
    caveats: diagnostics.length > 0 ? [] : caveatsOf(base.suites, head.suites, comparisons),
    scores: caseScores(pairs),
    diagnostics,
    exitCode: exitCodeOf(headline),
  }
}

/** Where nothing could be compared, nothing was found out. */
function headlineOfFiles(findings: CheckFindings): Headline {
  const headline = headlineOf(findings)
  const says = headline.state !== 'first-measurement' && headline.state !== 'nothing-to-evaluate'
  return says ? headline : { state: 'incomplete' }
}

function pairSuites(base: readonly ScoredSuite[], head: readonly ScoredSuite[]): readonly SuitePair[] {
  return head.flatMap((after) => {
    const before = base.find(({ suite, subject }) => suite === after.suite && subject === after.subject)
    return before === undefined ? [] : [{ base: before, head: after }]
  })
}
