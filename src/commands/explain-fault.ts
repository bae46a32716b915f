import { UnusableCallStore } from '../adapters/sqlite/call-store.ts'
import { IncompleteFault, UsageFault } from '../diagnostic/fault.ts'
import { DeliveryFault } from '../promotion/driver.ts'
import { LedgerFault } from '../promotion/ledger.ts'
import { UnreadableArtifact } from '../promotion/subject-of-document.ts'
import { ForgeFault } from '../publishing/forge.ts'
import type { ExitCode } from '../verdict/reports.ts'

/** Something outside could not be reached, read or written. */
const unreachable = [
  IncompleteFault,
  UnusableCallStore,
  LedgerFault,
  DeliveryFault,
  UnreadableArtifact,
  ForgeFault,
] as const

export interface Explanation {
  readonly exitCode: ExitCode
  /** One or several lines; may hold text from outside. */
  readonly message: string
}

/** What a fault that ended a command says to its user. */
export function explainFault(fault: unknown): Explanation {
  if (fault instanceof UsageFault) return { exitCode: 64, message: fault.message }
  if (unreachable.some((type) => fault instanceof type)) return { exitCode: 3, message: (fault as Error).message }
  const detail = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)
  return { exitCode: 70, message: `a defect of llmops, please report it:\n${detail}` }
}
