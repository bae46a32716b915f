import type { Json } from '../digest/digest.ts'
import { armless } from '../resources/labels-sheet.ts'
import type { CaseFields } from '../resources/project.ts'
import type { RememberedOutput } from './remembered-outputs.ts'

/** Without it a spreadsheet takes UTF-8 for something else, and saves it so. */
const byteOrderMark = '\uFEFF'

/**
 * The sheet that humans fill in, as CSV (RFC 4180): what was asked and answered, and nothing of what the judge says.
 * Filled in, it is a file of labels. No cell is a formula.
 */
export function formatSheet(outputs: readonly RememberedOutput[]): string {
  const hasPrompts = outputs.some(({ prompt }) => prompt !== undefined)
  const header = ['id', 'input', 'expected', 'output', ...(hasPrompts ? ['prompt'] : []), 'label', 'comment']
  const rows = outputs.map(({ caseId, row, output, prompt = '' }) => [
    caseId,
    cellOf(row.input),
    cellOf(row.expected),
    output,
    ...(hasPrompts ? [prompt] : []),
    '',
    '',
  ])
  return byteOrderMark + [header, ...rows].map((row) => `${row.map(quoted).join(',')}\n`).join('')
}

/** The only text as it is; several fields a line each. */
function cellOf(fields: CaseFields): string {
  const entries = Object.entries(fields)
  const [first] = entries
  if (first === undefined) return ''
  if (entries.length === 1) return textOf(first[1])
  return entries.map(([name, value]) => `${name}: ${textOf(value)}`).join('\n')
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function quoted(text: string): string {
  const cell = armless(text)
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
