import type { BudgetKind } from '../../evaluation/budget.ts'
import type { LostShard } from '../../evaluation/shard/lost-shard.ts'
import type { NotEvaluated, NotEvaluatedReason } from '../../verdict/reports.ts'
import { counted } from '../numbers.ts'
import { name } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { missingWords } from './missing-reason.ts'

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
  return kind === 'no-key' || kind === 'shard'
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
        `${usedUp[reason.limit]}: raise `,
        name(`budget.${reason.limit}`),
        " in the base branch's Project. Finished calls are kept.",
      ]
    case 'provider':
      return providerTrouble(reason)
    case 'not-recorded':
      return ['no answers are recorded for these requests: record them and commit ', name('llmops/recorded/'), '.']
    case 'recorded-not-accepted':
      return [
        "the answers are recorded, and base's Project does not say ",
        name('recorded: accept'),
        ': merge that line first, or give this job the key.',
      ]
    case 'interrupted':
      return ['the run was interrupted: run it again. Finished calls are kept.']
    case 'shard':
      return lostShard(reason)
  }
}

/** What running that shard again mends. */
function lostShard({ shard, state }: LostShard): Phrase {
  switch (state) {
    case 'missing':
      return ['shard ', name(shard), ' left no journal: run its job again, and see that its journal is handed on.']
    case 'unfinished':
      return ['shard ', name(shard), ' ended before its work was done: run its job again. Finished calls are kept.']
    case 'unreadable':
      return ['the journal of shard ', name(shard), ' cannot be read: run its job again.']
  }
}

/** Which limit of `budget` stood in the way of the next call. */
export const usedUp: Readonly<Record<BudgetKind, string>> = {
  pullRequest: 'the money for one check is used up',
  month: 'the money of this month is used up',
  calls: 'the calls of one check are used up',
  minutes: 'the minutes of one check are used up',
}

type Trouble = Extract<NotEvaluatedReason, { readonly kind: 'provider' }>

/** What running it again cannot mend says what can. */
function providerTrouble({ reason, variable }: Trouble): Phrase {
  switch (reason) {
    case 'unknown-provider':
      return ["base's Project has no such provider: merge its entry under ", name('providers'), ' first.']
    case 'refused-by-provider':
      return [
        'the provider refused the requests: look at the key',
        ...(variable === undefined ? [] : [' in ', name(variable)]),
        ' and the id of the model.',
      ]
    case 'unreadable-judgement':
      return [
        'what the judge said could not be read, twice: mend the rubric or choose another judge, or ask again with ',
        name('--fresh'),
        '.',
      ]
    case 'quota':
      return ['nothing is left to spend at the provider: top it up there, then run it again. Finished calls are kept.']
    case 'rate-limited':
      return [
        'the provider limits how often it is asked: run it again later, or lower its ',
        name('concurrency'),
        " in base's Project. Finished calls are kept.",
      ]
    case 'replaced-deployment':
      return [
        'another version of the application answers at its address by now, and what the earlier one said is not remembered:',
        ' evaluate a version while it runs, or give each an address of its own.',
      ]
    case 'provider-down':
      return [
        'the provider is down: it failed again and again, and was asked no more. Run it again later. Finished calls are kept.',
      ]
    case 'not-available':
      return ['this version cannot carry it out yet.']
    case 'redirected':
      return [
        "the provider's address redirects, which is refused: put the right ",
        name('url'),
        " into base's Project.",
      ]
    default:
      return ['the provider failed (', missingWords(reason), '): run it again. Finished calls are kept.']
  }
}
