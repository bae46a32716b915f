import { describe, expect, it } from 'vitest'
import { asUntrusted } from '../../src/evaluation/untrusted.ts'
import { compareSuite } from '../../src/verdict/compare.ts'
import type { SuiteResults } from '../../src/verdict/compare.ts'
import { decide } from '../../src/verdict/decide.ts'
import { listDifferences } from '../../src/verdict/differences.ts'
import { cases, compared, measure, metric, results, shuffle, side } from './fixtures.ts'

function differences(...inputs: SuiteResults[]) {
  return listDifferences(decide(inputs.map(compareSuite), { recorded: 'accept' }), inputs)
}

function named(...inputs: SuiteResults[]): string[] {
  return differences(...inputs).map(
    ({ subject, metric, caseId, direction }) => `${subject} ${metric} ${caseId} ${direction}`,
  )
}

const graded = { metrics: [metric('grounded', { scale: 'graded' }), metric('cites', { scale: 'graded' })] }
const scored = (grounded: number, cites: number) => ({ grounded, cites })

describe('the list of differences', () => {
  const quality = compared(
    [
      [scored(0.5, 1), scored(0.9, 1)],
      [scored(0.9, 1), scored(0.8, 0)],
      [scored(1, 1), scored(0.2, 1)],
      [scored(0.4, 1), scored(0.3, 0)],
      [scored(0.7, 1), scored(0.7, 1)],
    ],
    graded,
  )

  it('has fallen cases before risen ones, metrics as in the table, the largest change first, then by id', () => {
    expect(named(quality)).toEqual([
      'support grounded c002 worse',
      'support grounded c001 worse',
      'support grounded c003 worse',
      'support cites c001 worse',
      'support cites c003 worse',
      'support grounded c000 better',
    ])
  })

  it('has what gates first', () => {
    const shown = compared([[1, 0]], {}, { subject: 'support@mini', gating: false })
    const risen = compared([[0, 1]], {}, { suite: 'z' })
    expect(named(shown, risen)).toEqual(['support grounded c000 better', 'support@mini grounded c000 worse'])
  })

  it("lists once what fell by both measures, and what fell by base's alone", () => {
    const own = { metrics: [metric('grounded')] }
    const byHead = compared(
      [
        [1, 0],
        [1, 1],
      ],
      own,
    )
    const byBase = compared(
      [
        [1, 0],
        [1, 0],
      ],
      own,
      { measure: 'base' },
    )
    expect(named(byHead, byBase)).toEqual(['support grounded c000 worse', 'support grounded c001 worse'])
  })

  it('does not depend on the order of the results', () => {
    const inputs = [
      quality,
      compared(
        [
          [1, 0],
          [0, 1],
        ],
        {},
        { suite: 'tone' },
      ),
    ]
    expect(JSON.stringify(differences(...shuffle(inputs, 3)))).toBe(JSON.stringify(differences(...inputs)))
    expect(differences(...inputs)).toHaveLength(8)
  })

  it('is empty where nothing was tested', () => {
    const passes = side(() => 1)
    expect(differences(results(passes, passes), results(undefined, passes, { suite: 'new' }))).toEqual([])
  })
})

describe('a difference', () => {
  it('shows scores, outputs, reasons and slices', () => {
    const own = {
      cases: cases(1, () => ({ language: 'de', tier: 2, region: null })),
      slices: ['language', 'tier', 'region'],
    }
    expect(differences(compared([[1, 0]], own))).toEqual([
      {
        suite: 'quality',
        subject: 'support',
        metric: 'grounded',
        caseId: 'c000',
        direction: 'worse',
        slices: [
          { column: 'language', value: 'de' },
          { column: 'tier', value: '2' },
        ],
        base: { score: 1, output: asUntrusted('answer c000.1') },
        head: { score: 0, output: asUntrusted('answer c000.1'), reasons: [asUntrusted('grounded scored 0')] },
      },
    ])
  })

  it('gives an answer failure as the reason', () => {
    const [found] = differences(compared([[1, { failure: 'truncated' }]]))
    expect(found?.head).toMatchObject({ score: 0, reasons: ['it was truncated'] })
  })

  it('shows those of several trials that differ most', () => {
    const own = measure({ cases: cases(2), trials: 3, metrics: [metric('grounded', { scale: 'graded' })] })
    const rows = (first: number[], second: number[]) => (at: number, trial: number) =>
      [first, second][at]?.[trial - 1] ?? Number.NaN
    const base = side(rows([0.5, 0.9, 0.9], [0.2, 0.1, 0.3]), { measure: own })
    const head = side(rows([0.6, 0.7, 0.1], [0.4, 0.9, 0.9]), { measure: own, prompt: 'Be brief.' })
    const [fell, rose] = differences(results(base, head))
    expect(fell).toMatchObject({ base: { output: 'answer c000.3' }, head: { output: 'answer c000.3' } })
    expect(rose).toMatchObject({ base: { output: 'answer c001.2' }, head: { output: 'answer c001.3' } })
    expect(fell?.base.score).toBeCloseTo(2.3 / 3, 12)
  })
})
