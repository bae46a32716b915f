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

/** What the machine refuses, wherever that is: no defect of ours, and no word about what was evaluated. */
const refusals: ReadonlySet<unknown> = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOSPC',
  'EDQUOT',
  'EIO',
  'EMFILE',
  'ENFILE',
])

export interface Explanation {
  readonly exitCode: ExitCode
  /** One or several lines; may hold text from outside. */
  readonly message: string
}

/** What a fault that ended a command says to its user. */
export function explainFault(fault: unknown): Explanation {
  if (fault instanceof UsageFault) return { exitCode: 64, message: fault.message }
  if (unreachable.some((type) => fault instanceof type)) return { exitCode: 3, message: (fault as Error).message }
  if (fault instanceof Error && isRefused(fault))
    return { exitCode: 3, message: `a file cannot be read or written here: ${fault.message}` }
  const detail = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)
  return { exitCode: 70, message: `a defect of llmops, please report it:\n${detail}` }
}

function isRefused(fault: Error & { readonly code?: unknown; readonly syscall?: unknown }): boolean {
  return typeof fault.syscall === 'string' && refusals.has(fault.code)
}
