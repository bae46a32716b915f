import type { MissingReason } from '../../evaluation/call.ts'
import type { Piece } from '../phrase.ts'

/** Why there is no answer, in a few words; what is no reason of ours is text from a file. */
export function missingWords(reason: string): Piece {
  return isOurs(reason) ? inShort[reason] : { word: reason }
}

/** The same for a page, which shows any text as it is. */
export function missingText(reason: string): string {
  return isOurs(reason) ? inShort[reason] : reason
}

function isOurs(reason: string): reason is MissingReason {
  return Object.hasOwn(inShort, reason)
}

const inShort: Readonly<Record<MissingReason, string>> = {
  timeout: 'timeout',
  'rate-limited': 'limited by the provider',
  quota: 'nothing left to spend',
  'server-error': 'server error',
  'malformed-reply': 'unreadable reply',
  'unreadable-judgement': 'unreadable judgement',
  connection: 'no connection',
  'refused-by-provider': 'refused by the provider',
  redirected: 'redirected',
  'no-key': 'no key',
  'not-recorded': 'not recorded',
  'unknown-provider': 'unknown provider',
  budget: 'money used up',
  'budget-month': 'money of the month used up',
  'budget-calls': 'calls used up',
  'budget-minutes': 'minutes used up',
  'provider-down': 'provider down',
  interrupted: 'interrupted',
  'replaced-deployment': 'version replaced',
  'not-available': 'not carried out by this version',
  'shard-lost': 'shard lost',
}
