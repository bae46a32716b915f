import type { TargetStatus } from '../../verdict/promotion-reports.ts'
import type { Mark } from '../mark.ts'
import { age } from '../numbers.ts'
import { name, type Phrase } from '../phrase.ts'
import { shortCommit, shortDigest } from './digest.ts'
import type { Headlined } from './headline.ts'

/** What a target holds, as one line. */
export function statusLine(status: TargetStatus): Headlined {
  const { target, subject, held } = status
  if (held === undefined) return { mark: markOf(status), says: [name(target), ': nothing was promoted yet'] }
  const holds: Phrase = [
    name(target),
    ': ',
    name(subject ?? '?'),
    ' ',
    name(shortDigest(held.digest)),
    ` (no. ${held.sequence}), for ${age(held.ageMs)}`,
  ]
  return { mark: markOf(status), says: holds }
}

function markOf({ reality, pending, declared }: TargetStatus): Mark {
  if (reality === 'agrees') return pending === undefined ? 'good' : 'unsure'
  return declared && reality !== 'unreachable' ? 'bad' : 'unsure'
}

/** What else there is to know of it, a line each. */
export function statusDetails(status: TargetStatus): readonly Phrase[] {
  const { held, pending, declared, wanted } = status
  return [
    ...(held === undefined ? [] : [origin(held)]),
    ...realityWords(status),
    ...(pending === undefined
      ? []
      : [
          [
            `no. ${pending.sequence}, `,
            name(shortDigest(pending.digest)),
            ', is claimed and not finished; the next llmops promote finishes it',
          ],
        ]),
    ...(declared ? [] : [['orphaned: the project no longer declares it; what was delivered stays']]),
    ...(wanted === undefined || wanted === held?.digest
      ? []
      : [['this commit would deploy ', name(shortDigest(wanted))]]),
  ]
}

function origin({ source, by, kind, reason, evidence }: NonNullable<TargetStatus['held']>): Phrase {
  const verb = kind === 'rollback' ? 'rolled back' : 'promoted'
  const why: Phrase = reason === undefined ? [] : [', saying ', { said: reason }]
  const grounds: Phrase = evidence === undefined ? [] : [', evidence ', name(shortDigest(evidence))]
  return [`${verb} from `, name(shortCommit(source)), ' by ', { said: by }, ...why, ...grounds]
}

function realityWords({ reality, detail }: TargetStatus): readonly Phrase[] {
  const found: Phrase = detail === undefined ? [] : [': ', { said: detail }]
  switch (reality) {
    case 'agrees':
    case 'not-looked':
      return []
    case 'other-artifact':
      return [['drift: the target holds another artifact', ...found]]
    case 'tampered':
      return [['drift: the bytes at the target are not those of its digest']]
    case 'empty':
      return [['drift: the target is empty']]
    case 'unreachable':
      return [['the target cannot be reached', ...found]]
  }
}
