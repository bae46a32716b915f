import type { Diagnostic, Severity } from '../../diagnostic/diagnostic.ts'
import { counted } from '../numbers.ts'

const severities: readonly Severity[] = ['error', 'warning', 'note']

/** Findings without notes, which are for those who write: who delivers, or looks at what was, cannot act on them. */
export function withoutNotes(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity !== 'note')
}

/** `2 errors, 1 warning`; empty without findings. */
export function findingCounts(diagnostics: readonly Diagnostic[]): string {
  return severities
    .map((severity) => ({ severity, found: diagnostics.filter((one) => one.severity === severity).length }))
    .filter(({ found }) => found > 0)
    .map(({ severity, found }) => counted(found, severity))
    .join(', ')
}
