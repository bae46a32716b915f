import type { UnaffectedSuite } from '../../verdict/reports.ts'
import { listed, name } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { shortDigest } from './digest.ts'

/** `not affected: smoke and tone`; empty where every suite is. */
export function notAffected(suites: readonly UnaffectedSuite[]): Phrase {
  return suites.length === 0 ? [] : ['not affected: ', ...listed(suites.map(({ suite }) => suite))]
}

/** Subjects that are named with their digests. */
const mostSubjects = 3

/** `support is still sha256:51c0c3d1f2ab. `, with the digests that prove it; empty without a suite. */
export function stillTheSame(suites: readonly UnaffectedSuite[]): Phrase {
  const digests = [...new Map(suites.map(({ subject, digest }) => [subject, digest]))]
  const shown = digests.slice(0, mostSubjects).map(([subject, digest]): Phrase => {
    return [name(subject), ' is still ', name(shortDigest(digest))]
  })
  const more = digests.length - shown.length
  const all: readonly Phrase[] = more === 0 ? shown : [...shown, [`${more} more unchanged`]]
  return all.flatMap((one, at) => [...one, at === all.length - 1 ? '. ' : ', '])
}
