import type { Headline, NotEvaluated, NotEvaluatedReason } from '../verdict/reports.ts'

/** Why the gates let nothing through, in a line for the ledger. */
export function stopReason(headline: Headline, notEvaluated: readonly NotEvaluated[]): string {
  switch (headline.state) {
    case 'regression':
      return `regression: ${headline.metric} of ${headline.subject} ${(headline.delta * 100).toFixed(1)} points`
    case 'below-floor':
      return `below its floor: ${headline.metric} of ${headline.subject} at ${percent(headline.mean)}, floor ${percent(headline.floor)}`
    case 'cannot-tell':
      return `${headline.cases} cases cannot tell, which blocks here`
    case 'incomplete':
      return ['not everything could be evaluated', ...notEvaluated.map(gapWords)].join('; ')
    default:
      return headline.state
  }
}

function gapWords({ suite, cases, reason }: NotEvaluated): string {
  return `${suite}: ${cases} cases without a score (${reasonWords(reason)})`
}

function reasonWords(reason: NotEvaluatedReason): string {
  if (reason.kind === 'no-key') return `${reason.variable} is not set`
  return reason.kind === 'provider' ? reason.reason : reason.kind
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}
