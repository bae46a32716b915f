import type { NotEvaluated, NotEvaluatedReason } from '../../verdict/reports.ts'
import { counted } from '../numbers.ts'
import { name, word } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'

/** What was not evaluated, why, and what to do: `quality (support), 120 cases: the budget is used up`. */
export function notEvaluatedSentence({ suite, subject, reason, cases, example }: NotEvaluated): Phrase {
  const first: Phrase = [name(suite), ' (', name(subject), `), ${counted(cases, 'case')}: `]
  return [
    ...first,
    ...why(reason),
    ...(example === undefined || tellsAll(reason) ? [] : [' First: ', { said: example }]),
  ]
}

/** Whether an example could only repeat it. */
function tellsAll({ kind }: NotEvaluatedReason): boolean {
  return kind === 'no-key'
}

function why(reason: NotEvaluatedReason): Phrase {
  switch (reason.kind) {
    case 'no-key':
      return [
        'the variable ',
        name(reason.variable),
        ' is not set: give it to this job. Without it only stored and recorded answers count.',
      ]
    case 'budget':
      return [
        'the budget is used up: raise ',
        name('budget'),
        " in the base branch's Project. Finished calls are kept.",
      ]
    case 'provider':
      return providerTrouble(reason.reason)
    case 'not-recorded':
      return ['no answers are recorded for these requests: record them and commit ', name('llmops/recorded/'), '.']
    case 'recorded-not-accepted':
      return ["the answers are recorded, and base's Project does not say ", name('recorded: accept'), '.']
    case 'interrupted':
      return ['the run was interrupted: run it again. Finished calls are kept.']
  }
}

/** What running it again cannot mend says what can. */
function providerTrouble(reason: string): Phrase {
  switch (reason) {
    case 'unknown-provider':
      return ["base's Project has no such provider: merge its entry under ", name('providers'), ' first.']
    case 'refused-by-provider':
      return ['the provider refused the requests: look at the key and the id of the model.']
    case 'not-available':
      return ['this version cannot carry it out yet.']
    case 'redirected':
      return [
        "the provider's address redirects, which is refused: put the right ",
        name('url'),
        " into base's Project.",
      ]
    default:
      return ['the provider failed (', word(reason), '): run it again. Finished calls are kept.']
  }
}
