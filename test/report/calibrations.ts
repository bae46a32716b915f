import type { BinaryAgreement } from '../../src/calibration/agreement.ts'
import type { JudgeStanding } from '../../src/calibration/remembered-standing.ts'
import type { Measured } from '../../src/calibration/standing.ts'
import { asUntrusted } from '../../src/evaluation/untrusted.ts'
import type { CalibrateReport, Calibration } from '../../src/verdict/calibrate-report.ts'
import type { Report } from '../../src/verdict/reports.ts'
import { misspelt } from './values.ts'

const binary: BinaryAgreement = {
  kind: 'binary',
  agreed: { count: 88, of: 100, estimate: 0.88, lower: 0.802, upper: 0.93 },
  passed: { count: 58, of: 60 },
  failed: { count: 30, of: 40 },
  table: { bothPass: 58, firstAlone: 2, secondAlone: 10, bothFail: 30 },
  kappa: { estimate: 0.74, lower: 0.591, upper: 0.856 },
  wrongPasses: { count: 2, of: 60, estimate: 0.033, lower: 0.009, upper: 0.114 },
  wrongFails: { count: 10, of: 40, estimate: 0.25, lower: 0.142, upper: 0.402 },
}

/** As example.md has it. */
export const measured: Measured = {
  state: 'measured',
  agreement: binary,
  onSuite: { estimate: 0.912, lower: 0.841, upper: 0.949 },
  outputs: 101,
  answered: 100,
  disputed: 0,
  humans: 0.94,
  recorded: false,
}

export const agreeing: readonly JudgeStanding[] = [{ judge: 'judge', standing: measured }]
export const unlabelled: readonly JudgeStanding[] = [{ judge: 'judge', standing: { state: 'no-labels', open: 0 } }]
export const unmeasured: readonly JudgeStanding[] = [
  { judge: 'judge', standing: { state: 'not-measured', outputs: 100, answered: 12 } },
]

function calibration(more: Partial<Calibration> = {}): Calibration {
  return {
    suite: 'quality',
    metric: 'grounded',
    type: 'llm-rubric',
    judge: 'judge',
    file: 'llmops/grounded.labels.csv',
    planned: { calls: 101, newCalls: 12, usd: 0.012 },
    standing: measured,
    needed: 186,
    disagreements: [
      {
        caseId: 'refund-de-01',
        judge: 1,
        humans: 0,
        output: asUntrusted('Refunds take 30 days.'),
        reason: asUntrusted('The answer names a time. | **Pass**'),
      },
      { caseId: 'refund-en-02', judge: 0, humans: 1, output: asUntrusted('Two days.'), reason: undefined },
    ],
    unanswered: [],
    ...more,
  }
}

const tone = calibration({
  metric: 'tone',
  type: 'not-g-eval',
  standing: {
    state: 'measured',
    agreement: {
      kind: 'graded',
      agreed: { count: 30, of: 40, estimate: 0.75, lower: 0.598, upper: 0.858 },
      passed: { count: 20, of: 25 },
      failed: { count: 10, of: 15 },
      tolerance: 0.2,
      difference: { estimate: 0.083, lower: 0.021, upper: 0.145 },
    },
    outputs: 40,
    answered: 40,
    disputed: 0,
    humans: undefined,
    recorded: true,
  },
  disagreements: [
    {
      caseId: 'hello',
      judge: 0.9,
      humans: 0.25,
      output: asUntrusted('Hi!'),
      reason: asUntrusted('Friendly.'),
    },
  ],
})

function report(more: Partial<CalibrateReport> = {}): CalibrateReport {
  return {
    version: 1,
    command: 'calibrate',
    project: { name: 'support', folder: '', resources: 16 },
    snapshot: { label: 'work tree', commit: undefined },
    diagnostics: [],
    dryRun: false,
    judges: [calibration()],
    budget: { usd: 10 },
    spent: { newCalls: 12, fromStore: 89, recorded: 0, usd: 0.011, judgeUsd: 0.011, unpriced: 0 },
    exitCode: 0,
    ...more,
  }
}

const nothingSpent = { newCalls: 0, fromStore: 0, recorded: 0, usd: 0, unpriced: 0 }

export const calibrations: Readonly<Record<string, Report>> = {
  'judges that are compared with humans': report({ judges: [calibration(), tone] }),
  'judges of whom little is known': report({
    dryRun: true,
    judges: [
      calibration({ standing: { state: 'no-labels', open: 0 }, file: undefined, needed: undefined, disagreements: [] }),
      calibration({ metric: 'tone', standing: { state: 'no-labels', open: 50 }, needed: undefined, disagreements: [] }),
      calibration({
        metric: 'facts',
        standing: { state: 'not-measured', outputs: 100, answered: 12 },
        planned: { calls: 100, newCalls: 88, usd: undefined },
        needed: undefined,
        disagreements: [],
      }),
    ],
    spent: nothingSpent,
  }),
  'a judge that did not answer about everything': report({
    exitCode: 3,
    judges: [
      calibration({
        unanswered: [{ reason: 'budget', outputs: 3, example: asUntrusted('the next call could cost more') }],
      }),
    ],
  }),
  'a sheet for humans': report({
    judges: [],
    sheet: { file: 'grounded.labels.csv', suite: 'quality', metric: 'grounded', outputs: 50, unknown: 12 },
    spent: nothingSpent,
  }),
  'no judge at all': report({ judges: [], spent: nothingSpent }),
  'judges of an invalid project': report({ exitCode: 2, judges: [], diagnostics: [misspelt], spent: nothingSpent }),
}
