import type { ImportReport } from '../../imports/report.ts'
import { counted } from '../numbers.ts'
import { listed } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { findingCounts } from './finding-counts.ts'
import type { Headlined } from './headline.ts'

/** `✓ 1 Prompt and 1 EvalSuite from a.prompt.yml: 2 warnings`, or `✗ nothing was written: 1 error`. */
export function importHeadline({ sources, diagnostics, exitCode }: ImportReport): Headlined {
  const found = findingCounts(diagnostics)
  if (exitCode !== 0) return { mark: 'bad', says: [`nothing was written: ${found}`] }
  const kinds = Map.groupBy(
    sources.flatMap(({ resources }) => resources),
    ({ kind }) => kind,
  )
  const counts = [...kinds].map(([kind, { length }]) => counted(length, kind))
  const made = counts.length < 2 ? counts.join('') : `${counts.slice(0, -1).join(', ')} and ${counts.at(-1)}`
  const from: Phrase = listed(sources.map(({ file }) => file))
  return { mark: 'good', says: [`${made} from `, ...from, found === '' ? '; nothing is lost' : `: ${found}`] }
}
