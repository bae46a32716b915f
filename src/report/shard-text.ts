import type { SourceSet } from '../source/source-set.ts'
import type { ShardReport } from '../verdict/shard-report.ts'
import { terminalDocument } from './escape-terminal.ts'
import { textPhrase } from './phrase.ts'
import { plainStyle } from './style.ts'
import type { Style } from './style.ts'
import { listBlock, stacked, wrapped } from './text/blocks.ts'
import { diagnosticsBlock } from './text/diagnostics.ts'
import { headlineBlock } from './text/headline.ts'
import { notEvaluatedSentence } from './words/not-evaluated.ts'
import { shardFooter, shardHeadline, shardSummary } from './words/shard.ts'

/** What a shard did, for a terminal. */
export function shardText(report: ShardReport, sources: SourceSet, style: Style = plainStyle): string {
  const blocks = [
    headlineBlock(shardHeadline(report), style),
    shardSummary(report).flatMap((sentence) => wrapped(textPhrase(sentence))),
    diagnosticsBlock(report.diagnostics, sources),
    listBlock('Without a score that counts:', report.notEvaluated.map(notEvaluatedSentence)),
    shardFooter(report).map(textPhrase),
  ]
  return terminalDocument(stacked(blocks))
}
