import type { ImportReport } from '../imports/report.ts'
import type { SourceSet } from '../source/source-set.ts'
import { terminalDocument, terminalText } from './escape-terminal.ts'
import { plainStyle } from './style.ts'
import type { Style } from './style.ts'
import { type Block, stacked } from './text/blocks.ts'
import { diagnosticsBlock } from './text/diagnostics.ts'
import { headlineBlock } from './text/headline.ts'
import { importHeadline } from './words/import-headline.ts'

/** What could not be kept, with its frames; the files; and in one line what it comes to. */
export function importText(report: ImportReport, sources: SourceSet, style: Style = plainStyle): string {
  const headline = headlineBlock(importHeadline(report), style)
  const next: Block = report.exitCode === 0 ? ['Next: llmops validate'] : []
  return terminalDocument(
    stacked([diagnosticsBlock(report.diagnostics, sources), filesBlock(report), headline.concat(next)]),
  )
}

const verbs = { written: 'wrote', kept: 'kept ' } as const

/** Where nothing is written, the files in the way are among the findings. */
function filesBlock({ files }: ImportReport): Block {
  return files.flatMap(({ path, action }) =>
    action === 'written' || action === 'kept' ? [`${verbs[action]} ${terminalText(path)}`] : [],
  )
}
