import { describe, expect, test } from 'vitest'
import type { LedgerRecord, TargetState } from '../../src/promotion/ledger.ts'
import { rollbackChoice } from '../../src/promotion/rollback-choice.ts'
import { stateOf } from '../../src/promotion/target-state.ts'
import { artifactOf, claimOf, outcomeOf } from './records.ts'

/** A history of what was delivered, in order; `>` before a text is a rollback to it. */
function historyOf(...texts: readonly string[]): readonly LedgerRecord[] {
  const history: LedgerRecord[] = []
  for (const text of texts) {
    const state = history.length === 0 ? undefined : stateOf(history)
    const holdsAgainst = state?.held?.release.digest
    const claim = text.startsWith('>')
      ? claimOf(state, text.slice(1), { kind: 'rollback', holdsAgainst })
      : claimOf(state, text)
    history.push(claim, outcomeOf(claim, 'committed'))
  }
  return history
}

function after(...texts: readonly string[]): TargetState {
  return stateOf(historyOf(...texts))
}

const digestOf = (text: string) => artifactOf(text).digest

describe('a rollback goes', () => {
  test('to what was there before, past what was rolled back itself', () => {
    for (const [texts, to] of [
      [['a', 'b'], 'a'],
      [['a', 'b', '>a', 'c'], 'a'],
      [['a', 'b', '>a', '>b', 'c'], 'b'],
    ] as const)
      expect(rollbackChoice(after(...texts), undefined, undefined)).toMatchObject({
        kind: 'deliver',
        release: { digest: digestOf(to) },
      })
  })

  test('nowhere where nothing was there before', () => {
    const why = 'staging held nothing before; there is nothing to go back to'
    expect(rollbackChoice(after('a'), undefined, undefined)).toEqual({ kind: 'refused', why })
  })

  test('no further when it is repeated, but to a digest that is named', () => {
    const state = after('a', 'b', 'c', '>b')
    expect(rollbackChoice(state, undefined, undefined)).toEqual({
      kind: 'refused',
      why: [
        'staging was rolled back already (no. 4, by ada, 2026-11-22T10:01:00Z). To go elsewhere, say where; it also held:',
        `  --to ${digestOf('c')} (no. 3, rolled back since)`,
        `  --to ${digestOf('a')} (no. 1)`,
      ].join('\n'),
    })
    for (const to of [digestOf('a'), digestOf('a').slice(0, 20), digestOf('a').slice(7, 20)])
      expect(rollbackChoice(state, to, undefined)).toMatchObject({ release: { digest: digestOf('a') } })
    expect(rollbackChoice(state, 'sha256:', undefined)).toMatchObject({ kind: 'refused' })
    expect(rollbackChoice(state, 'nothing', undefined)).toMatchObject({
      why: expect.stringContaining("no artifact 'nothing' was promoted to staging; it also held:"),
    })
  })

  test('where an earlier run meant to, which this one finished', () => {
    const history = historyOf('a', 'b', '>a')
    const claimed = history.at(-2)
    expect(rollbackChoice(stateOf(history), undefined, claimed)).toMatchObject({
      kind: 'done',
      from: digestOf('b'),
      record: { release: { digest: digestOf('a'), sequence: 3 } },
    })
  })
})
