import { describe, expect, it } from 'vitest'
import { markdownPhrase, textPhrase } from '../../src/report/phrase.ts'
import { mergeSentence } from '../../src/report/words/merge.ts'
import type { SuiteComparison } from '../../src/verdict/comparison.ts'
import type { CheckReport, Headline, PlannedPromotion } from '../../src/verdict/reports.ts'
import { checkReport, comparison, plan } from './make.ts'
import { bothTargets, cites, grounded, incomplete, notWorse } from './values.ts'

const regression: Headline = { state: 'regression', subject: 'support', metric: 'grounded', delta: -0.125 }
const noWorse: Headline = { state: 'no-worse' }
const [staging, production] = bothTargets as [PlannedPromotion, PlannedPromotion]
const bot: PlannedPromotion = { ...staging, target: 'bot', subject: 'bot' }

function said(
  headline: Headline,
  promotions: readonly PlannedPromotion[] | undefined,
  comparisons: readonly SuiteComparison[],
  more: Partial<CheckReport> = {},
): string {
  const planned = plan(promotions === undefined ? {} : { promotions })
  return textPhrase(mergeSentence(checkReport({ headline, exitCode: 0, plan: planned, comparisons, ...more })))
}

describe('what a merge does', () => {
  it('is not spoken of where head declares no target', () => {
    expect(said(regression, undefined, [comparison([grounded])])).toBe('')
  })

  it('is nothing where nothing that is deployed changes', () => {
    expect(said({ state: 'nothing-to-evaluate' }, [], [])).toBe('A merge promotes nothing.')
  })

  it('is nothing where the gates of what is deployed fail', () => {
    expect(said(regression, bothTargets, [comparison([grounded, notWorse])])).toBe('A merge promotes nothing.')
  })

  it('is nothing where head is invalid, whatever it declares', () => {
    expect(said({ state: 'invalid', errors: 1 }, undefined, [], { plan: undefined })).toBe('A merge promotes nothing.')
  })

  it('is nothing as long as scores are missing', () => {
    const words = 'While that is missing, a merge promotes nothing.'
    expect(said({ state: 'incomplete' }, bothTargets, [comparison([incomplete])])).toBe(words)
    const gap = {
      suite: 'quality',
      subject: 'support',
      reason: { kind: 'budget', limit: 'calls' },
      cases: 3,
      example: undefined,
    } as const
    expect(said({ state: 'incomplete' }, bothTargets, [], { notEvaluated: [gap] })).toBe(words)
  })

  it('is told target by target where only some of what is deployed fails', () => {
    const comparisons = [comparison([grounded]), comparison([notWorse], { subject: 'bot' })]
    expect(said(regression, [staging, bot, production], comparisons)).toBe(
      'Merge → staging: no, bot: yes, production: no.',
    )
    const gaps = [comparison([incomplete]), comparison([notWorse], { subject: 'bot' })]
    expect(said({ state: 'incomplete' }, [staging, bot], gaps)).toBe(
      'Merge → staging: not while its scores are missing, bot: yes.',
    )
  })

  it("is nothing where only base's measure fails: it is held after a merge, too", () => {
    const comparisons = [comparison([notWorse]), comparison([grounded], { measure: 'base' })]
    expect(said(regression, bothTargets, comparisons)).toBe('A merge promotes nothing.')
  })

  it('is nothing where the ledger knows that a target holds it already, or that it is held back', () => {
    const held: PlannedPromotion = { ...staging, already: 'held' }
    const back: PlannedPromotion = { ...production, already: 'held-back' }
    expect(said(noWorse, [held, back], [comparison([notWorse])])).toBe(
      'A merge promotes nothing: staging: holds it already, production: no, held back by a rollback.',
    )
    expect(said(noWorse, [held, production], [comparison([notWorse])])).toBe(
      'Merge → staging: holds it already, production: after 1 day in staging.',
    )
  })

  it('says what holds as before, because the merge loosens it', () => {
    const hasty: PlannedPromotion = { ...production, loosened: ['soak', 'whenUnsure'] }
    expect(said(noWorse, [hasty], [comparison([notWorse])])).toBe(
      'Merge → production: after 1 day in staging (soak, whenUnsure as before: what a merge loosens holds from the next one on).',
    )
  })

  it('waits where the gates cannot tell and the target says that this blocks', () => {
    const undecided: Headline = { state: 'cannot-tell', blocks: false, cases: 120 }
    expect(said(undecided, bothTargets, [comparison([cites])])).toBe(
      'Merge → staging: yes, production: waits (whenUnsure: block).',
    )
  })

  it('does not depend on subjects with other models', () => {
    const other = comparison([grounded], { subject: 'support@haiku', gating: false })
    expect(said(noWorse, [staging], [comparison([notWorse]), other])).toBe('Merge → staging: yes.')
  })

  it.each([
    [0, 'after staging'],
    [1_800_000, 'after 30 minutes in staging'],
    [129_600_000, 'after 36 hours in staging'],
    [604_800_000, 'after 7 days in staging'],
  ])('is late by a soak of %d ms: %s', (soakMs, words) => {
    expect(said(noWorse, [{ ...production, soakMs }], [comparison([notWorse])])).toBe(`Merge → production: ${words}.`)
  })

  it('is bold in Markdown, and a name with signs in it is code', () => {
    const report = checkReport({
      headline: noWorse,
      exitCode: 0,
      plan: plan({ promotions: [{ ...staging, target: '**x**' }] }),
      comparisons: [comparison([notWorse])],
    })
    expect(markdownPhrase(mergeSentence(report))).toBe('Merge → **`**x**`: yes**.')
  })
})
