import { canonicalJson, digestOf } from '../digest/digest.ts'
import { Fields, parseLedgerJson, recordVersion as version } from './ledger-fields.ts'
import { LedgerFault } from './ledger.ts'
import type { Expense } from './ledger.ts'
import { plainLine } from './plain-line.ts'

/** The calendar month (UTC) of a time in ISO 8601, as `2026-11`. */
export function monthOf(at: string): string {
  return at.slice(0, 'YYYY-MM'.length)
}

/** The folder of a month's expenses in the ledger's tree. */
export function expensesFolder(projectFolder: string, month: string): string {
  return `${projectFolder || '_'}/expenses/${month}`
}

/**
 * Where an expense is kept. What a pull request's checks cost is known by the commit that merged it, so that each of several
 * jobs may note it; a promotion's run by what it says.
 */
export function expensePath(projectFolder: string, expense: Expense): string {
  const name =
    expense.of === 'checks' ? `checks-${expense.source}` : digestOf(expenseText(expense)).slice('sha256:'.length)
  return `${expensesFolder(projectFolder, monthOf(expense.at))}/${name}.json`
}

/** The bytes of an expense: its RFC 8785 form and a line end. */
export function expenseText({ of, usd, calls, source, at, by }: Expense): string {
  return `${canonicalJson({ version, of, usd, ...(calls !== undefined && { calls }), source, at, by })}\n`
}

/**
 * Reads what `expenseText` wrote, byte for byte.
 * @throws LedgerFault that names the file and the field
 */
export function parseExpense(path: string, text: string): Expense {
  const fields = new Fields(path, parseLedgerJson(path, text))
  fields.requireVersion()
  const calls = fields.optional('calls', () => fields.count('calls'))
  const expense: Expense = {
    version,
    of: fields.oneOf('of', ['promotion', 'checks']),
    usd: fields.amount('usd'),
    ...(calls !== undefined && { calls }),
    source: fields.text('source'),
    at: fields.time('at'),
    by: fields.text('by'),
  }
  if (expenseText(expense) !== text)
    throw new LedgerFault(`${path}: has fields or a form that an expense of version ${version} does not have`)
  return expense
}

/** The first line for an expense: `note $0.42 for promoting 9f8e7d6`. */
export function expenseLine({ of, usd, source }: Expense): string {
  const what = of === 'promotion' ? 'promoting' : 'the checks before'
  return plainLine(`note $${Number(usd.toFixed(4))} for ${what} ${source.slice(0, 7)}`)
}
