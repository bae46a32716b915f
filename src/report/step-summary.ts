import type { Report } from '../verdict/reports.ts'
import { markdownFence } from './escape-markdown.ts'
import { formatsOf, renderReport } from './formats.ts'
import type { Rendering } from './formats.ts'
import { cut } from './untrusted.ts'

/** A runner takes 1 MiB of UTF-8 from a step; a UTF-16 unit has at most three bytes of it. */
const limit = Math.floor(1_048_576 / 3)

/** The page of a run, in Markdown of at most 1 MiB: more than a comment shows. */
export function stepSummary(report: Report, { sources, secrets = [] }: Rendering): string {
  if (formatsOf(report.command).includes('markdown'))
    return renderReport(report, 'markdown', { sources, secrets, limit })
  const text = renderReport(report, 'text', { sources, secrets }).trimEnd()
  return `${markdownFence(cut(text, limit - 1_000).split('\n'), '')}\n`
}
