import type { RollbackReport } from '../../verdict/promotion-reports.ts'
import { code, name } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { shortDigest } from './digest.ts'
import type { Headlined } from './headline.ts'

/** `production is back at sha256:51c0c3d1f2ab (no. 4)`. */
export function rollbackHeadline({ target, outcome }: RollbackReport): Headlined {
  switch (outcome.kind) {
    case 'rolled-back': {
      const says = [name(target), ' is back at ', name(shortDigest(outcome.to)), ` (no. ${outcome.sequence})`]
      return { mark: 'good', says }
    }
    case 'current':
      return { mark: 'same', says: [name(target), ' holds ', name(shortDigest(outcome.digest)), ' already'] }
    case 'undelivered':
      return { mark: 'incomplete', says: [name(target), ' was not rolled back: ', { said: outcome.detail }] }
  }
}

/** What holds from now on, and how to take it back. */
export function rollbackSummary({ target, outcome }: RollbackReport): readonly Phrase[] {
  if (outcome.kind !== 'rolled-back') return []
  const from = shortDigest(outcome.from)
  return [
    [name(from), ' is held back: no merge brings it again.'],
    ['To bring it back: ', code(`llmops rollback ${target} --to ${from}`)],
  ]
}
