import { knownLedger } from '../adapters/git/known-ledger.ts'
import { expensesAt, gitLedger } from '../adapters/git/ledger.ts'
import { remoteOf } from '../adapters/git/remote.ts'
import { expenseLine, monthOf } from '../promotion/ledger-expense.ts'
import { type Expense, type Ledger, LedgerFault } from '../promotion/ledger.ts'
import type { Policy } from '../resources/policy.ts'
import { sum } from '../statistics/sum.ts'
import type { MonthBudget } from '../verdict/reports.ts'
import { appendNext, type LedgerPorts } from './append.ts'
import type { HeadSpace } from './workspace.ts'

export { leftOfMonth as leftOf } from '../verdict/left-of-month.ts'

/**
 * Brings the ledger into this clone where policy has a budget of months: that of a job has one branch alone. Where it cannot
 * be read, that is said, and what the clone has counts.
 */
export async function fetchLedgerOfMonth(
  { repository, folder }: Pick<HeadSpace, 'repository' | 'folder'>,
  { budget: { monthUsd }, ledgerBranch: branch }: Pick<Policy, 'budget' | 'ledgerBranch'>,
  log: (line: string) => void,
): Promise<void> {
  const remote = monthUsd === undefined ? undefined : await remoteOf(repository)
  if (remote === undefined) return
  try {
    await gitLedger({ repository, remote, branch, projectFolder: folder, waits: [] }).read()
  } catch (error) {
    if (!(error instanceof LedgerFault)) throw error
    log(`what was spent this month is not known for sure: ${error.message}`)
  }
}

/** Of a month by the ledger as this clone has it; undefined where policy has no budget of months. */
export async function knownMonth(
  { repository, folder }: Pick<HeadSpace, 'repository' | 'folder'>,
  { budget: { monthUsd }, ledgerBranch }: Pick<Policy, 'budget' | 'ledgerBranch'>,
  now: number,
): Promise<MonthBudget | undefined> {
  if (monthUsd === undefined) return undefined
  const tip = await knownLedger({ repository, branch: ledgerBranch, projectFolder: folder })
  if (tip?.commit === undefined) return { usd: monthUsd, spentUsd: 0, known: false }
  const expenses = await expensesAt(repository, tip.commit, folder, monthAt(now))
  return { usd: monthUsd, spentUsd: spentIn(expenses), known: true }
}

/** Of a month by the ledger itself. Throws LedgerFault. */
export async function monthInLedger(
  ledger: Ledger,
  { budget: { monthUsd } }: Pick<Policy, 'budget'>,
  now: number,
): Promise<MonthBudget | undefined> {
  if (monthUsd === undefined) return undefined
  return { usd: monthUsd, spentUsd: spentIn(await ledger.expenses(monthAt(now))), known: true }
}

/**
 * Notes what was spent, unless it was nothing or that is noted already. An expense that cannot be kept is said, and stops
 * nothing.
 */
export async function noteExpense(
  expense: Omit<Expense, 'version' | 'at'>,
  ports: LedgerPorts,
  log: (line: string) => void,
): Promise<void> {
  if (expense.usd === 0) return
  const noted: Expense = { version: 1, ...expense, at: new Date(ports.clock.now()).toISOString() }
  try {
    if (noted.of === 'checks' && (await isNoted(noted, ports.ledger))) return
    await appendNext(ports, () => ({ expense: noted, message: expenseLine(noted) }))
  } catch (error) {
    if (!(error instanceof LedgerFault)) throw error
    log(`what it cost is not noted, so the budget of the month does not know of it: ${error.message}`)
  }
}

async function isNoted({ of, source, at }: Expense, ledger: Ledger): Promise<boolean> {
  return (await ledger.expenses(monthOf(at))).some((one) => one.of === of && one.source === source)
}

function spentIn(expenses: readonly Expense[]): number {
  return sum(expenses.map(({ usd }) => usd))
}

function monthAt(now: number): string {
  return monthOf(new Date(now).toISOString())
}
