import type { NotEvaluated, NotEvaluatedReason } from '../../verdict/reports.ts'
import { counted } from '../numbers.ts'
import { name } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { missingWords } from './missing-reason.ts'
import { usedUp } from './not-evaluated.ts'

/** What keeps most cases from a score, so that a reader need not look for it: `incomplete: OPENAI_API_KEY is not set`. */
export function incompleteHeadline(notEvaluated: readonly NotEvaluated[] = []): Phrase {
  const reasons = [...Map.groupBy(notEvaluated, ({ reason }) => JSON.stringify(reason)).values()]
  const known = reasons
    .map((alike) => ({ first: alike[0], cases: alike.reduce((sum, { cases }) => sum + cases, 0) }))
    .toSorted((a, b) => b.cases - a.cases)
  const [main] = known
  if (main?.first === undefined) return ['incomplete, not everything could be evaluated']
  const others = known.length - 1
  const also = others === 0 ? '' : `, and more for ${counted(others, 'other reason')}`
  const have = main.cases === 1 ? 'has' : 'have'
  return [
    'incomplete: ',
    ...inShort(main.first.reason),
    `. ${counted(main.cases, 'case')} ${have} no score that counts${also}`,
  ]
}

function inShort(reason: NotEvaluatedReason): Phrase {
  switch (reason.kind) {
    case 'no-key':
      return [name(reason.variable), ' is not set']
    case 'budget':
      return [usedUp[reason.limit]]
    case 'provider':
      return ofProvider(reason.reason)
    case 'not-recorded':
      return ['answers are not recorded']
    case 'recorded-not-accepted':
      return ['recorded answers do not count here']
    case 'interrupted':
      return ['the run was interrupted']
    case 'shard':
      return ['shard ', name(reason.shard), ' is lost']
  }
}

function ofProvider(reason: string): Phrase {
  switch (reason) {
    case 'quota':
      return ['nothing is left to spend at the provider']
    case 'rate-limited':
      return ['the provider limits how often it is asked']
    case 'refused-by-provider':
      return ['the provider refused the requests']
    case 'provider-down':
      return ['the provider is down']
    case 'unknown-provider':
      return ["base's Project does not have the provider"]
    case 'unreadable-judgement':
      return ['what the judge said could not be read']
    case 'not-available':
      return ['this version cannot carry it out yet']
    default:
      return ['the provider failed (', missingWords(reason), ')']
  }
}
