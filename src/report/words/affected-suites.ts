import type { AffectedSuite, ChangeSet } from '../../resources/change-set.ts'
import { name } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'

/** `quality: its subject changed`, one per suite that is looked at again; `reach.ts` says by what. */
export function affectedSuites({ suites }: ChangeSet): readonly Phrase[] {
  return suites.map((suite): Phrase => [name(suite.suite), ': ', what(suite)])
}

function what({ subject, measure, added }: AffectedSuite): string {
  if (added) return 'new'
  const changed = [...(subject ? ['subject'] : []), ...(measure ? ['measure'] : [])]
  return `its ${changed.join(' and ')} changed`
}
