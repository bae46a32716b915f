import { describe, expect, test } from 'vitest'
import { type Concluding, outputsOf } from '../../src/action/outputs.ts'
import type { PromotionOutcome, TargetPromotion } from '../../src/verdict/promotion-reports.ts'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const project = { name: 'support', folder: '', resources: 3 }
const spent = { newCalls: 3, fromStore: 0, recorded: 0, usd: 0.0000012, unpriced: 0 }
const named = (digit: string) => `sha256:${digit.repeat(64)}` as const

function promoted(digit: string, outcome: PromotionOutcome): TargetPromotion {
  const target = { target: 'staging', subject: 'answer', digest: named(digit), outcome }
  return { ...target, comparisons: [], notEvaluated: [], evidence: undefined, unreadMeasure: undefined }
}

function promotion(...targets: readonly TargetPromotion[]): Concluding {
  const source = { label: 'main', commit: '1'.repeat(40) }
  const found = { diagnostics: [], targets, recovered: [], spent, exitCode: 0 } as const
  return { version: 1, command: 'promote', project, source, dryRun: false, ...found }
}

const current = { kind: 'current', sequence: 2 } as const
const done = { kind: 'promoted', sequence: 1, replaces: undefined } as const

describe('the outputs', () => {
  test('of a promotion name what all targets have in common', () => {
    expect(outputsOf(promotion(promoted('a', done), promoted('a', done)))).toEqual({
      result: 'promoted',
      'exit-code': '0',
      'new-calls': '3',
      usd: '0.000001',
      digest: named('a'),
    })
    expect(outputsOf(promotion(promoted('a', done), promoted('b', current)))).toMatchObject({ result: 'mixed' })
    expect(outputsOf(promotion(promoted('a', done), promoted('b', done)))).not.toHaveProperty('digest')
    expect(outputsOf(promotion())).toMatchObject({ result: 'none' })
  })

  test('leave out what is not known: a sum with an unknown price in it is none', () => {
    expect(outputsOf({ ...promotion(), spent: { ...spent, unpriced: 1 } } as Concluding)).not.toHaveProperty('usd')
  })

  test('are those that action.yml declares', () => {
    const manifest = readFileSync(join(import.meta.dirname, '..', '..', 'action.yml'), 'utf8')
    const declared = [...manifest.slice(manifest.indexOf('\noutputs:')).matchAll(/^ {2}([a-z-]+):$/gm)].map(
      ([, name]) => name,
    )
    const given = Object.keys(outputsOf(promotion(promoted('a', done))))
    const ofShards = ['matrix', 'shards', 'journals'] // of `plan` and of a shard: `action-sharded.test.ts`
    expect(new Set([...given, 'report', ...ofShards])).toEqual(new Set(declared))
  })
})
