import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import { sourceSet } from '../../src/source/positions.ts'
import type { SourceSet } from '../../src/source/source-set.ts'
import type { MetricComparison } from '../../src/verdict/comparison.ts'
import type { CaseDifference, PlannedPromotion } from '../../src/verdict/reports.ts'
import { change, difference, gate, metric, plan, promptChange, score, slice } from './make.ts'

/** What the reports of the tests are made of. */

const files = new Map([
  [
    'llmops.yaml',
    'apiVersion: llmops/v1\nkind: Project\nname: support\n---\nkind: Prompt\nname: answer\nmodle: openai/gpt-5-mini\nuser: "Answer: {{qestion}}"\n',
  ],
])

export const sources: SourceSet = sourceSet(files)

export const misspelt: Diagnostic = {
  severity: 'error',
  problem: { code: 'unknown-field', field: 'modle', nearest: 'model', allowed: ['model', 'user'] },
  place: { in: 'yaml', file: 'llmops.yaml', document: 1, path: ['modle'], part: 'key' },
}

export const unknownName: Diagnostic = {
  severity: 'error',
  problem: { code: 'unknown-template-name', name: 'qestion', nearest: 'question', known: ['question'] },
  place: {
    in: 'yaml',
    file: 'llmops.yaml',
    document: 1,
    path: ['user'],
    part: 'value',
    snippet: { text: '{{qestion}}', nth: 0 },
  },
  related: [
    { label: 'the inputs', place: { in: 'yaml', file: 'llmops.yaml', document: 1, path: ['name'], part: 'value' } },
  ],
}

export const tooSmall: Diagnostic = {
  severity: 'warning',
  problem: { code: 'suite-too-small', suite: 'smoke', cases: 12, needed: 73, margin: 0.05 },
  place: { in: 'yaml', file: 'llmops.yaml', document: 1, path: ['name'], part: 'value' },
}

const beBrief = promptChange([
  {
    path: ['system'],
    effect: 'behaviour',
    before: "You are a support agent.\nAnswer only from the passages, in the customer's language.\nName your source.\n",
    after: 'You are a support agent.\nBe brief.\nName your source.\n',
  },
  { path: ['parameters', 'maxTokens'], effect: 'behaviour', before: 400, after: 200 },
])

const toStaging: PlannedPromotion = {
  target: 'staging',
  subject: 'support',
  digest: `sha256:${'51c0c3d1f2ab'.padEnd(64, '0')}`,
  after: undefined,
  soakMs: 0,
  whenUnsure: 'allow',
}

/** Staging at once; production a day later, and only where the gates can tell. */
export const bothTargets: readonly PlannedPromotion[] = [
  toStaging,
  { ...toStaging, target: 'production', after: 'staging', soakMs: 86_400_000, whenUnsure: 'block' },
]

export const affected = plan({
  changes: {
    resources: [beBrief],
    suites: [
      {
        suite: 'quality',
        subject: true,
        measure: false,
        added: false,
        through: [{ kind: 'Prompt', name: 'answer', via: [{ kind: 'Chain', name: 'support' }] }],
      },
    ],
    targets: ['production', 'staging'].map((target) => ({
      target,
      subject: 'support',
      added: false,
      through: [{ kind: 'Prompt', name: 'answer', via: [{ kind: 'Chain', name: 'support' }] }],
    })),
    formattedFiles: [],
  },
  prompts: { affected: 1, total: 60 },
  merge: { newCalls: 240, usd: 1.25, usdBetween: { lower: 1.1, upper: 1.4 } },
  promotions: bothTargets,
})

const worse = Array.from(
  { length: 18 },
  (_, at) => `refund-${at < 10 ? 'de' : 'en'}-${String(at + 1).padStart(2, '0')}`,
)

export const broken: readonly CaseDifference[] = worse.map((id, at) =>
  difference(id, at < 10 ? 'de' : 'en', {
    base: 'Rückzahlungen dauern 5 Tage.\nQuelle: refunds.md\n',
    head: 'Refunds take a few days.\n',
    reasons: ['The answer is not in the language of the question.', 'Expected output to contain "refunds.md"'],
  }),
)

const slices = [slice('de', 40, 0.925, 0.675, 0.004), slice('en', 70, 0.886, 0.814, 0.21), slice('fr', 10, 0.9, 0.9)]

export const grounded = metric('grounded', { kind: 'regression' }, gate('fails'), {
  base: score(0.9, 0.833, 0.942),
  head: score(0.775, 0.692, 0.841),
  change: change(-0.125, -0.204, -0.056, {
    worse,
    better: ['a-1', 'a-2', 'a-3'],
    pWorse: 0.0007,
    pWorseAdjusted: 0.002,
  }),
  slices,
})

export const cites = metric('cites', { kind: 'inconclusive' }, gate('cannot-tell'), {
  base: score(0.925, 0.864, 0.96),
  head: score(0.9, 0.833, 0.942),
  change: change(-0.025, -0.08, 0.023, {
    worse: worse.slice(0, 5),
    better: ['a-1', 'a-2'],
    toDecide: { asSeen: { cases: 1_552, shows: 'within' }, trials: 3 },
  }),
})

export const format = metric(
  'format',
  { kind: 'equivalent', detectable: false },
  gate('holds', { limit: 0.95, decision: 'holds' }),
  {
    base: score(1, 0.969, 1),
    head: score(0.992, 0.954, 0.999),
    change: change(-0.008, -0.046, 0.023, { worse: ['refund-de-01'] }),
    slices: [slice('de', 40, 1, 1, 1), slice('en', 70, 1, 1, 1)],
  },
)

export const better = metric('grounded', { kind: 'improvement' }, gate('holds'), {
  base: score(0.775, 0.692, 0.841),
  head: score(0.9, 0.833, 0.942),
  change: change(0.125, 0.056, 0.204, { worse: ['a-1'], better: worse, pBetterAdjusted: 0.002 }),
})

export const same: MetricComparison = metric('format', { kind: 'unchanged' }, gate('holds'), {
  base: score(1, 0.969, 1),
  head: score(1, 0.969, 1),
})

export const notWorse = metric('cites', { kind: 'not-worse' }, gate('holds'), {
  base: score(0.9, 0.833, 0.942),
  head: score(0.942, 0.885, 0.971),
  change: change(0.042, -0.016, 0.1, { worse: ['a-1'], better: worse.slice(0, 6) }),
})

const tone = metric('tone', { kind: 'equivalent', detectable: true }, gate('holds'), {
  base: score(0.8412, 0.81, 0.87),
  head: score(0.8193, 0.79, 0.85),
  change: change(-0.0219, -0.038, -0.006, {
    worse: worse.slice(0, 9),
    better: worse.slice(9, 13),
    pWorseAdjusted: 0.01,
  }),
})

export const graded: MetricComparison = { ...tone, metric: { ...tone.metric, scale: 'graded' } }

export function first(name: string, mean: number, lower: number, upper: number): MetricComparison {
  return metric(
    name,
    { kind: 'not-comparable', reason: 'new subject' },
    { ...gate('does-not-count'), gating: true },
    {
      head: score(mean, lower, upper),
      detectableDrop: 0.0614,
    },
  )
}

export const belowFloor = metric(
  'format',
  { kind: 'inconclusive' },
  gate('cannot-tell', { limit: 0.95, decision: 'fails' }),
  {
    base: score(0.883, 0.814, 0.929),
    head: score(0.867, 0.795, 0.916),
    change: change(-0.017, -0.07, 0.034, { worse: worse.slice(0, 4), better: ['a-1', 'a-2'] }),
  },
)

export const incomplete = metric('grounded', { kind: 'incomplete' }, gate('cannot-tell'), {
  base: score(0.9, 0.833, 0.942),
  head: score(0.85, 0.74, 0.92, 60),
})
