import type { Caveat, CompareReport } from '../../verdict/compare-report.ts'
import type { SuiteComparison } from '../../verdict/comparison.ts'
import { counted } from '../numbers.ts'
import { code, listed, name } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { brokenSentence } from './broken-cases.ts'
import { focusOf } from './focus.ts'
import { checkHeadline } from './headline.ts'
import type { Headlined } from './headline.ts'
import type { SideNames } from './score-tables.ts'

/** What the two files are called in tables: as on the command line `llmops compare A B`. */
export const fileSides: SideNames = { base: 'A', head: 'B' }

/** The first line of a comparison of two files. */
export function compareHeadline({ headline, comparisons }: Pick<CompareReport, 'headline' | 'comparisons'>): Headlined {
  if (headline.state === 'invalid')
    return { mark: 'bad', says: [`${counted(headline.errors, 'error')}, so nothing was compared`] }
  if (headline.state === 'incomplete') return { mark: 'incomplete', says: [whyIncomplete(comparisons)] }
  return checkHeadline({ headline, comparisons })
}

function whyIncomplete(comparisons: readonly SuiteComparison[]): string {
  const lost = comparisons.some(({ metrics }) => metrics.some(({ verdict }) => verdict.kind === 'incomplete'))
  return lost ? 'incomplete, too many cases have a score in one file only' : 'nothing can be compared'
}

/** What broke, of the metric that the headline is about. */
export function compareSummary({ headline, comparisons, changes }: CompareReport): readonly Phrase[] {
  const focus = focusOf(headline, comparisons)
  const sentence = focus === undefined ? [] : brokenSentence(focus, changes, headline)
  return sentence.length === 0 ? [] : [sentence]
}

/** What one file has and the other lacks. */
export function caveatSentence(caveat: Caveat): Phrase {
  switch (caveat.kind) {
    case 'suite':
      return [...whose(caveat), ` is only in ${fileSides[caveat.side]}.`]
    case 'metric':
      return [...whose(caveat), ': the metric ', name(caveat.metric), ` is only in ${fileSides[caveat.side]}.`]
    case 'measure':
      return [
        ...whose(caveat),
        ' was judged by other cases or assertions in A than in B: part of a change may come from these.',
      ]
    case 'cases':
      return casesSentence(caveat)
  }
}

function whose({ suite, subject }: { readonly suite: string; readonly subject: string }): Phrase {
  return [name(suite), ' (', name(subject), ')']
}

function casesSentence({ side, ids, incomplete, ...of }: Caveat & { readonly kind: 'cases' }): Phrase {
  const [own, other] = side === 'base' ? ['A', 'B'] : ['B', 'A']
  const which: Phrase = [...whose(of), `: ${counted(ids.length, 'case')} of ${own} `]
  const have = ids.length === 1 ? 'has' : 'have'
  const effect: Phrase = incomplete
    ? [`${have} no score in ${other}, more than `, code('--coverage'), ' lets pass: ']
    : [`${have} no score in ${other} and ${ids.length === 1 ? 'is' : 'are'} left out: `]
  return [...which, ...effect, ...listed(ids), '.']
}

/** `A: old.jsonl, B: new.jsonl`. */
export function comparedFiles({ base, head }: Pick<CompareReport, 'base' | 'head'>): Phrase {
  return ['A: ', name(base.file), ', B: ', name(head.file)]
}

/** Which files, and how much of them was compared. */
export function compareFooter({ base, head, comparisons }: CompareReport): readonly Phrase[] {
  const pairs = comparisons.flatMap(({ metrics }) => metrics.flatMap(({ change }) => change?.pairs ?? []))
  const most = pairs.reduce((all, pairs) => Math.max(all, pairs), 0)
  return [['A: ', name(base.file)], ['B: ', name(head.file)], ...(most === 0 ? [] : [[counted(most, 'pair')]])]
}
