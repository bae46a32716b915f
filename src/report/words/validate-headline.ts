import type { ValidateReport } from '../../verdict/reports.ts'
import { counted } from '../numbers.ts'
import { name } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { findingCounts } from './finding-counts.ts'
import type { Headlined } from './headline.ts'
import { snapshotName } from './snapshots.ts'
import { valid } from './summary.ts'

/** `support: 16 resources are valid (the work tree), 1 warning`, or `support: 2 errors in 16 resources (the work tree)`. */
export function validateHeadline({ diagnostics, silenced, project, snapshot }: ValidateReport): Headlined {
  const found = findingCounts(diagnostics)
  const whose: Phrase = project.name === undefined ? [] : [name(project.name), ': ']
  const where: Phrase = [' (', snapshotName(snapshot), ')']
  if (diagnostics.some(({ severity }) => severity === 'error')) {
    return { mark: 'bad', says: [...whose, `${found} in ${counted(project.resources, 'resource')}`, ...where] }
  }
  const ignored = silenced.length === 0 ? '' : `, ${silenced.length} ignored`
  return {
    mark: 'good',
    says: [...whose, valid(project.resources), ...where, found === '' ? '' : `, ${found}`, ignored],
  }
}
