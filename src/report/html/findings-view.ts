import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import type { SourceSet } from '../../source/source-set.ts'
import { diagnosticsText } from '../diagnostics-text.ts'
import type { FindingView } from './page-data.ts'

/** What was found in the files of the project: errors apart from the rest. */
export function findingsView(
  diagnostics: readonly Diagnostic[],
  sources: SourceSet,
): { readonly errors: readonly FindingView[]; readonly warnings: readonly FindingView[] } {
  const isError = ({ severity }: Diagnostic): boolean => severity === 'error'
  const view = (one: Diagnostic): FindingView => ({ severity: one.severity, text: diagnosticsText([one], sources) })
  return {
    errors: diagnostics.filter(isError).map(view),
    warnings: diagnostics.filter((one) => !isError(one)).map(view),
  }
}
