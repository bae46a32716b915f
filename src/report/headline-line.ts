import type { Report } from '../verdict/reports.ts'
import { withoutCommands } from './escape-terminal.ts'
import { textPhrase } from './phrase.ts'
import { withoutSecrets } from './redact.ts'
import { calibrateHeadline } from './words/calibration.ts'
import { compareHeadline } from './words/compare.ts'
import { checkHeadline, evalHeadline } from './words/headline.ts'
import type { Headlined } from './words/headline.ts'
import { importHeadline } from './words/import-headline.ts'
import { planHeadline } from './words/plan.ts'
import { promoteHeadline } from './words/promote-headline.ts'
import { rollbackHeadline } from './words/rollback.ts'
import { shardHeadline } from './words/shard.ts'
import { statusHeadline } from './words/status.ts'
import { validateHeadline } from './words/validate-headline.ts'

/** The first line of a report as plain text of one line, for the description of a status and the title of a check run. */
export function headlineLine(report: Report, secrets: readonly string[] = []): string {
  return withoutCommands(textPhrase(headlineOf(withoutSecrets(report, secrets)).says))
}

function headlineOf(report: Report): Headlined {
  switch (report.command) {
    case 'validate':
      return validateHeadline(report)
    case 'plan':
      return planHeadline(report)
    case 'eval':
      return evalHeadline(report)
    case 'check':
      return checkHeadline(report)
    case 'import':
      return importHeadline(report)
    case 'compare':
      return compareHeadline(report)
    case 'calibrate':
      return calibrateHeadline(report)
    case 'promote':
      return promoteHeadline(report)
    case 'status':
      return statusHeadline(report)
    case 'rollback':
      return rollbackHeadline(report)
    case 'shard':
      return shardHeadline(report)
  }
}
