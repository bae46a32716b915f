import type { Agreement, Share } from '../../calibration/agreement.ts'
import type { JudgeStanding } from '../../calibration/remembered-standing.ts'
import type { Standing } from '../../calibration/standing.ts'
import type { Estimate } from '../../statistics/estimate.ts'
import type { CalibrateReport, Calibration } from '../../verdict/calibrate-report.ts'
import { openUntrusted } from '../untrusted.ts'
import { snapshotJson, spentJson } from './findings.ts'

export function calibrateBody({ snapshot, dryRun, judges, sheet, budget, spent }: CalibrateReport): object {
  return {
    snapshot: snapshotJson(snapshot),
    dryRun,
    judges: judges.map(calibrationJson),
    sheet: sheet && {
      file: sheet.file,
      suite: sheet.suite,
      metric: sheet.metric,
      outputs: sheet.outputs,
      unknown: sheet.unknown,
    },
    budget: { usd: budget.usd },
    spent: spentJson(spent),
  }
}

function calibrationJson(one: Calibration): object {
  const { suite, metric, type, judge, file, planned, standing, needed, disagreements, unanswered } = one
  return {
    suite,
    metric,
    type,
    judge,
    labels: file,
    planned: { calls: planned.calls, newCalls: planned.newCalls, usd: planned.usd },
    ...standingJson(standing),
    labelsNeeded: needed,
    disagreements: disagreements.map(({ caseId, judge: own, humans, output, reason }) => ({
      caseId,
      judge: own,
      humans,
      output: openUntrusted(output),
      reason: reason && openUntrusted(reason),
    })),
    unanswered: unanswered.map(({ reason, outputs, example }) => ({
      reason,
      outputs,
      example: openUntrusted(example),
    })),
  }
}

/** Beside a judged metric. */
export function judgeJson({ judge, standing }: JudgeStanding): object {
  return { judge, ...standingJson(standing) }
}

function standingJson(standing: Standing): object {
  switch (standing.state) {
    case 'no-labels':
      return { state: standing.state, open: standing.open }
    case 'not-measured':
      return { state: standing.state, outputs: standing.outputs, answered: standing.answered }
    case 'measured': {
      const { state, agreement, onSuite, outputs, answered, disputed, humans, recorded } = standing
      const agreed = { agreement: agreementJson(agreement), onSuite: estimateJson(onSuite) }
      return { state, outputs, answered, disputed, humans, recorded, ...agreed }
    }
  }
}

function agreementJson(agreement: Agreement): object {
  const agreed = shareJson(agreement.agreed)
  if (agreement.kind === 'graded')
    return {
      kind: agreement.kind,
      agreed,
      tolerance: agreement.tolerance,
      difference: estimateJson(agreement.difference),
    }
  const { kind, table, kappa, wrongPasses, wrongFails } = agreement
  const { bothPass, firstAlone: judgePasses, secondAlone: judgeFails, bothFail } = table
  return {
    kind,
    agreed,
    table: { bothPass, judgePasses, judgeFails, bothFail },
    kappa: estimateJson(kappa),
    wrongPasses: shareJson(wrongPasses),
    wrongFails: shareJson(wrongFails),
  }
}

function estimateJson(found: Estimate | undefined): object | undefined {
  return found && { estimate: found.estimate, interval: { lower: found.lower, upper: found.upper } }
}

function shareJson(found: Share | undefined): object | undefined {
  return found && { count: found.count, of: found.of, ...estimateJson(found) }
}
