import type { Ended } from '../publishing/status-of.ts'
import { worstExitCode } from '../verdict/exit-code.ts'
import type { CheckReport, ExitCode } from '../verdict/reports.ts'
import type { EndedProject } from './check-project.ts'
import { outputsOf, outputsWithout } from './outputs.ts'

/** How the checks of all projects of a change ended together: the worst counts, in the order of the exit codes. */
export interface EndedProjects extends Ended {
  readonly outputs: Readonly<Record<string, string>>
}

/** @param expected how many there were to check; fewer have ended where the job is being cancelled */
export function outcomeOf(ended: readonly EndedProject[], expected: number): EndedProjects {
  const codes = ended.map((one) => one.exitCode)
  const exitCode = worstExitCode(ended.length < expected ? [...codes, 3] : codes)
  const worst = ended.find((one) => one.exitCode === exitCode)
  if (worst === undefined) return { exitCode, ...(expected === 0 ? untouched : cancelled(exitCode)) }
  const says = expected === 1 ? worst.says : `${nameOf(worst)} (of ${expected} projects): ${worst.says}`
  return { exitCode, says, outputs: { ...ownOutputs(worst), ...spentIn(ended) } }
}

const untouched = {
  says: 'nothing to evaluate: no project is touched',
  outputs: { result: 'nothing-to-evaluate', 'exit-code': '0', 'new-calls': '0', usd: '0.000000' },
}

function cancelled(exitCode: ExitCode): Omit<EndedProjects, 'exitCode'> {
  return { says: 'no result: the run was interrupted', outputs: outputsWithout(exitCode) }
}

function nameOf({ folder }: EndedProject): string {
  return folder === '' ? 'the root' : folder
}

function ownOutputs({ exitCode, result }: EndedProject): Readonly<Record<string, string>> {
  return result === undefined ? outputsWithout(exitCode) : { ...outputsOf(result.report), report: result.file }
}

/** Of all together; the sum of the money only where it is known of each. */
function spentIn(ended: readonly EndedProject[]): Readonly<Record<string, string>> {
  const spent = ended.flatMap(({ result }) => (result === undefined ? [] : [result.report.spent]))
  if (spent.length === 0) return {}
  const total = (amount: (one: CheckReport['spent']) => number): number =>
    spent.reduce((sum, one) => sum + amount(one), 0)
  const isPriced = spent.length === ended.length && spent.every(({ unpriced }) => unpriced === 0)
  return {
    'new-calls': String(total(({ newCalls }) => newCalls)),
    ...(isPriced && { usd: total(({ usd }) => usd).toFixed(6) }),
  }
}
