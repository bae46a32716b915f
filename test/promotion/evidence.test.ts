import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { canonicalJson, digestOf, type Json } from '../../src/digest/digest.ts'
import { type EvidenceRequest, evidenceOf, evidenceType, type SuiteEvidence } from '../../src/promotion/evidence.ts'
import { servedModels } from '../../src/verdict/served-models.ts'
import { evaluateWhole } from '../evaluation/evaluate-whole.ts'
import {
  askerWith,
  caseWith,
  evaluationWith,
  measureWith,
  noEngine,
  openai,
  policyWith,
} from '../evaluation/fixtures.ts'
import { agreeing, unlabelled } from '../report/calibrations.ts'
import { change, comparison, coverage, gate, metric, noBase, score } from '../report/make.ts'
import { startModelServer } from '../rig/model-server.ts'
import { artifactOf } from './artifacts.ts'

type Schema = { readonly [key: string]: unknown }

const schema: Schema = JSON.parse(readFileSync(new URL('../../schema/evidence.schema.json', import.meta.url), 'utf8'))
const validate = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true }).compile(
  schema,
)

const artifact = artifactOf('support', { kind: 'Prompt' })
const measure = digestOf('measure')
const served = { subject: ['gpt-5-mini-2025-08-07'], judges: ['judge-1'] }

const quality: SuiteEvidence = {
  measure,
  served,
  comparison: comparison(
    [
      metric('cites', { kind: 'regression' }, gate('fails', { limit: 0.8, decision: 'cannot-tell' }), {
        base: score(0.9, 0.83, 0.94),
        head: score(0.8, 0.72, 0.86),
        change: change(-0.1, -0.17, Number.NEGATIVE_INFINITY, { detectableDrop: Number.POSITIVE_INFINITY }),
        look: { number: 1, attempt: 4, alpha: 0.025 },
      }),
      metric('format', { kind: 'equivalent', detectable: false }, gate('holds'), {
        look: { number: 2, attempt: 4, alpha: 0.00625, certified: { lower: -0.04, upper: 0.04 } },
      }),
      metric('tone', { kind: 'not-comparable', reason: 'new metric' }, gate('does-not-count'), {
        judges: [...agreeing, ...unlabelled],
      }),
    ],
    { recorded: true, coverage: { base: coverage(120), head: coverage(120, 118, [{ reason: 'timeout', cases: 2 }]) } },
  ),
}
const first: SuiteEvidence = { measure, served, comparison: comparison([], { suite: 'first', ...noBase }) }

const platform = { repository: 'acme/llm-platform', commit: 'e'.repeat(40), label: 'acme/llm-platform@eeeeeee' }

const request: EvidenceRequest = {
  artifact,
  target: 'staging',
  project: { name: 'support', folder: '' },
  source: 'a'.repeat(40),
  policy: { source: 'base', commit: 'b'.repeat(40) },
  comparedWith: { digest: digestOf('held'), source: 'c'.repeat(40), measure: 'd'.repeat(40) },
  suites: [quality, first],
  run: { id: 'https://github.com/acme/support/actions/runs/1', at: '2026-11-22T12:00:00.000Z' },
  attempt: 2,
  version: '0.1.0',
}

function statementOf(more: Partial<EvidenceRequest> = {}): { readonly [key: string]: Json } {
  return JSON.parse(evidenceOf({ ...request, ...more }).statement) as { readonly [key: string]: Json }
}

describe('evidence', () => {
  test('is an in-toto statement about the artifact', () => {
    expect(statementOf()).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'support', digest: { sha256: artifact.digest.slice('sha256:'.length) } }],
      predicateType: evidenceType,
      predicate: {
        target: 'staging',
        source: { commit: request.source },
        policy: request.policy,
        comparedWith: { digest: digestOf('held'), source: { commit: 'c'.repeat(40) } },
        run: { ...request.run, attempt: 2 },
        llmops: { version: '0.1.0' },
      },
    })
  })

  test('says by what each suite judged, and what came of it', () => {
    expect(statementOf()).toHaveProperty('predicate.suites.1', {
      suite: 'quality',
      measure: { of: 'head', digest: measure },
      gating: true,
      recorded: true,
      served,
      coverage: {
        base: { cases: 120, scored: 120, enough: true, missing: [] },
        head: { cases: 120, scored: 118, enough: true, missing: [{ reason: 'timeout', cases: 2 }] },
      },
      metrics: [
        {
          metric: 'cites',
          scale: 'binary',
          verdict: { kind: 'regression' },
          base: { mean: 0.9, interval: { lower: 0.83, upper: 0.94 }, cases: 120 },
          head: { mean: 0.8, interval: { lower: 0.72, upper: 0.86 }, cases: 120 },
          change: {
            pairs: 120,
            delta: -0.1,
            shown: { lower: -0.17 },
            certified: { lower: -0.17 },
            pWorseAdjusted: 0.5,
          },
          gate: {
            gating: true,
            maxDrop: { limit: 0.05, decision: 'fails' },
            min: { limit: 0.8, decision: 'cannot-tell' },
          },
        },
        {
          metric: 'format',
          scale: 'binary',
          verdict: { kind: 'equivalent', detectable: false },
          gate: { gating: true, maxDrop: { limit: 0.05, decision: 'holds' } },
          look: { number: 2, alpha: 0.00625, certified: { lower: -0.04, upper: 0.04 } },
        },
        {
          metric: 'tone',
          scale: 'binary',
          verdict: { kind: 'not-comparable', reason: 'new metric' },
          gate: { gating: false, maxDrop: { limit: 0.05, decision: 'does-not-count' } },
          judges: [
            { judge: 'judge', outputs: 100, agreement: 0.912, interval: { lower: 0.841, upper: 0.949 } },
            { judge: 'judge' },
          ],
        },
      ],
    })
  })

  test('is canonical JSON, known by its digest', () => {
    const { statement, digest } = evidenceOf(request)
    expect(statement).toBe(canonicalJson(JSON.parse(statement)))
    expect(digest).toBe(digestOf(statement))
    expect(evidenceOf({ ...request, suites: [first, quality] }).digest).toBe(digest)
    expect(evidenceOf({ ...request, run: { ...request.run, at: '2026-11-22T12:00:01.000Z' } }).digest).not.toBe(digest)
  })

  test('is about the artifact, not about its subject with other models', () => {
    const other = { ...quality, comparison: comparison([], { subject: 'support@mini', gating: false }) }
    expect(evidenceOf({ ...request, suites: [other, quality, first] })).toEqual(evidenceOf(request))
  })

  test('names base’s measure after head’s', () => {
    const loosened = {
      ...quality,
      measure: digestOf('base'),
      comparison: { ...quality.comparison, measure: 'base' as const },
    }
    const { suites } = statementOf({ suites: [loosened, quality] })['predicate'] as { suites: { measure: Json }[] }
    expect(suites.map((one) => one.measure)).toEqual([
      { of: 'head', digest: measure },
      { of: 'base', digest: digestOf('base') },
    ])
  })
})

test('says whose limits held beside those of the project', () => {
  const { policy } = statementOf({ policy: { source: 'base', commit: 'b'.repeat(40), extends: platform } })[
    'predicate'
  ] as {
    policy: Json
  }
  const { repository, commit } = platform
  expect(policy).toEqual({ source: 'base', commit: 'b'.repeat(40), extends: { repository, commit } })
})

describe('the schema of evidence', () => {
  const all = [
    statementOf(),
    statementOf({ comparedWith: undefined, policy: { source: 'built-in', commit: undefined }, suites: [] }),
    statementOf({ policy: { source: 'base', commit: 'b'.repeat(40), extends: platform } }),
    statementOf({ run: { ...request.run, id: 'half a pair: \ud800' } }),
  ]

  test.each(all.map((statement, index) => ({ index, statement })))('holds for statement $index', ({ statement }) => {
    expect(validate(statement) ? [] : validate.errors).toEqual([])
  })

  test('refuses a statement with a field more or less, or of another version', () => {
    expect(validate({ ...statementOf(), more: 1 })).toBe(false)
    expect(validate({ ...statementOf(), predicate: {} })).toBe(false)
    expect(validate({ ...statementOf(), predicateType: 'urn:llmops:evidence:v2' })).toBe(false)
  })

  test('is met at every property by some statement, and describes it', () => {
    const met = new Set(all.flatMap(keysIn))
    const properties = propertiesIn(schema)
    expect(properties.filter(({ name }) => !met.has(name)).map(({ name }) => name)).toEqual([])
    expect(properties.filter(({ property }) => typeof property['description'] !== 'string')).toEqual([])
  })
})

test('the models that answered are named as they call themselves, each once', async () => {
  await using server = await startModelServer()
  const ask = askerWith({ policy: policyWith([openai(server.url)]) })
  const cases = ['a', 'b', 'c'].map((id) => caseWith(id, { question: id }))
  const [result] = await evaluateWhole([evaluationWith(measureWith(cases))], ask, {
    engine: noEngine,
    signal: new AbortController().signal,
  })
  if (result === undefined) throw new Error('nothing was evaluated')
  const names = result.trials.flatMap(({ trace }) =>
    trace.steps.flatMap(({ result: one }) => (one.kind === 'answered' ? (one.call.answer.servedModel ?? []) : [])),
  )
  expect(names).toHaveLength(3)
  expect(servedModels(result)).toEqual({ subject: [names[0]], judges: [] })
})

function propertiesIn(node: unknown): readonly { readonly name: string; readonly property: Schema }[] {
  if (typeof node !== 'object' || node === null) return []
  const own = Array.isArray(node) ? undefined : (node as Schema)['properties']
  const named = Object.entries((own ?? {}) as Record<string, Schema>).map(([name, property]) => ({ name, property }))
  return [...named, ...Object.values(node).flatMap(propertiesIn)]
}

function keysIn(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) return []
  const own = Array.isArray(node) ? [] : Object.keys(node)
  return [...own, ...Object.values(node).flatMap(keysIn)]
}
