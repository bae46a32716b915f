import type { Place } from '../../diagnostic/place.ts'
import type { SuiteComparison } from '../../verdict/comparison.ts'
import type { CheckReport } from '../../verdict/reports.ts'
import { textPhrase } from '../phrase.ts'
import { gatingMetrics } from '../words/focus.ts'
import type { Focus } from '../words/focus.ts'
import { gateFailures } from '../words/gate-failures.ts'
import type { Finding } from './result.ts'

/** Gates that fail, each where its metric is declared. */
export function gateFindings({ comparisons, project }: CheckReport): readonly Finding[] {
  return gatingMetrics(comparisons).flatMap((focus) => {
    const place = placeOf(focus, comparisons) ?? ({ in: 'file', file: projectFile(project.folder) } as const)
    const { suite, subject, measure } = focus.comparison
    const whose = measure === 'base' ? ", by base's measure" : ''
    return gateFailures(focus).map(({ gate, says }) => ({
      ruleId: `gate-${gate}`,
      level: 'error' as const,
      message: `${suite} (${subject}${whose}): ${textPhrase(says)}`,
      place,
      about: [suite, subject, measure, focus.metric.metric.name],
    }))
  })
}

/** Where head declares the metric; where only base does, the file is all that may still be there. */
function placeOf({ comparison, metric }: Focus, comparisons: readonly SuiteComparison[]): Place | undefined {
  const own = metric.metric.assertions[0]?.place
  if (comparison.measure === 'head') return own
  const declared = comparisons.find((one) => one.suite === comparison.suite && one.measure === 'head' && one.gating)
  const inHead = declared?.metrics.find((one) => one.metric.name === metric.metric.name)?.metric.assertions[0]?.place
  return inHead ?? (own && { in: 'file', file: own.file })
}

function projectFile(folder: string): string {
  return folder === '' ? 'llmops.yaml' : `${folder}/llmops.yaml`
}
