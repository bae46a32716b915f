import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import type { SourceSet } from '../../source/source-set.ts'
import { diagnosticsText } from '../diagnostics-text.ts'
import { visible } from '../untrusted.ts'
import type { Block } from './blocks.ts'

/** The findings with their frames; nothing without findings. */
export function diagnosticsBlock(diagnostics: readonly Diagnostic[], sources: SourceSet): Block {
  return diagnostics.length === 0 ? [] : visible(diagnosticsText(diagnostics, sources)).trimEnd().split('\n')
}
