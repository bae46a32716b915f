import type { SourceSet } from '../source/source-set.ts'
import type { PromoteReport, TargetPromotion } from '../verdict/promotion-reports.ts'
import { terminalDocument } from './escape-terminal.ts'
import { textPhrase } from './phrase.ts'
import { plainStyle } from './style.ts'
import type { Style } from './style.ts'
import { listBlock, stacked, wrapped } from './text/blocks.ts'
import type { Block } from './text/blocks.ts'
import { diagnosticsBlock } from './text/diagnostics.ts'
import { headlineBlock } from './text/headline.ts'
import { scoreBlocks } from './text/score-tables.ts'
import { withoutNotes } from './words/finding-counts.ts'
import { notEvaluatedSentence } from './words/not-evaluated.ts'
import { promoteFooter, promoteHeadline } from './words/promote-headline.ts'
import {
  evidenceLine,
  promotionLine,
  promotionSides,
  recoveredLine,
  stepLines,
  stoppedToDecide,
  unreadMeasureLine,
} from './words/promotion.ts'

/** What `promote` did, target by target, for a terminal; what it comes to stands last. */
export function promoteText(report: PromoteReport, sources: SourceSet, style: Style = plainStyle): string {
  const blocks = [
    diagnosticsBlock(withoutNotes(report.diagnostics), sources),
    listBlock('Delivered first:', report.recovered.map(recoveredLine)),
    ...report.targets.flatMap((target) => targetBlocks(target, style)),
    promoteFooter(report).map(textPhrase),
    headlineBlock(promoteHeadline(report), style),
  ]
  return terminalDocument(stacked(blocks))
}

function targetBlocks(target: TargetPromotion, style: Style): readonly Block[] {
  const { comparisons, notEvaluated } = target
  const grounds = [evidenceLine(target), unreadMeasureLine(target)].map(textPhrase).filter((line) => line !== '')
  return [
    [...headlineBlock(promotionLine(target), style), ...grounds.flatMap((line) => wrapped(line, '    '))],
    listBlock('Steps:', stepLines(target)),
    ...scoreBlocks(comparisons, style, promotionSides),
    listBlock('To decide:', stoppedToDecide(target)),
    listBlock('Without a score that counts:', notEvaluated.map(notEvaluatedSentence)),
  ]
}
