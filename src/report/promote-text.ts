import type { SourceSet } from '../source/source-set.ts'
import type { PromoteReport, TargetPromotion } from '../verdict/promotion-reports.ts'
import { terminalDocument } from './escape-terminal.ts'
import type { Phrase } from './phrase.ts'
import { plainStyle, type Style } from './style.ts'
import { type Block, listBlock, stacked } from './text/blocks.ts'
import { diagnosticsBlock } from './text/diagnostics.ts'
import { headlineBlock } from './text/headline.ts'
import { scoreBlocks } from './text/score-tables.ts'
import { notEvaluatedSentence } from './words/not-evaluated.ts'
import { promotionLine, recoveredLine } from './words/promotion.ts'

/** What `promote` did, target by target, for a terminal. */
export function promoteText(report: PromoteReport, sources: SourceSet, style: Style = plainStyle): string {
  const { targets, recovered, diagnostics, dryRun, exitCode } = report
  const nothing: Block =
    targets.length === 0 && exitCode === 0 ? ['No DeploymentTarget is declared: nothing to promote.'] : []
  const blocks = [
    dryRun ? ['Dry run: nothing is delivered or recorded.'] : [],
    diagnosticsBlock(diagnostics, sources),
    listBlock('Finished first:', recovered.map(recoveredLine)),
    nothing,
    ...targets.flatMap((target) => targetBlocks(target, style)),
  ]
  return terminalDocument(stacked(blocks))
}

function targetBlocks(target: TargetPromotion, style: Style): readonly Block[] {
  const { outcome, comparisons, notEvaluated } = target
  const steps: readonly Phrase[] = outcome.kind === 'would-promote' ? outcome.steps.map((step) => [step]) : []
  return [
    headlineBlock(promotionLine(target), style),
    listBlock('Steps:', steps),
    ...scoreBlocks(comparisons, style),
    listBlock('Without a score that counts:', notEvaluated.map(notEvaluatedSentence)),
  ]
}
