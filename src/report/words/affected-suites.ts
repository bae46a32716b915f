import type { AffectedSuite, ChangeSet } from '../../resources/change-set.ts'
import { name } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { kindWords } from './changes.ts'

const mostLinks = 3

/** `quality: its subject changed, through prompt answer`, one per suite that is looked at again. */
export function affectedSuites({ suites }: ChangeSet): readonly Phrase[] {
  return suites.map((suite): Phrase => [name(suite.suite), ': ', what(suite), ...by(suite)])
}

function what({ subject, measure, added }: AffectedSuite): string {
  if (added) return 'new'
  const changed = [...(subject ? ['subject'] : []), ...(measure ? ['measure'] : [])]
  return `its ${changed.join(' and ')} changed`
}

function by({ through }: AffectedSuite): Phrase {
  const shown = through.slice(0, mostLinks)
  const links = shown.flatMap(
    (link, index): Phrase => [`${index === 0 ? ', through ' : ', '}${kindWords[link.kind]} `, name(link.name)],
  )
  return through.length > mostLinks ? [...links, ` and ${through.length - mostLinks} more`] : links
}
