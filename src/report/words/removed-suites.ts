import type { Plan } from '../../verdict/reports.ts'
import { name } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'

/** Base's suites that head has no more, by name or `formerly`: what they showed is held against nothing new. */
export function removedSuites(plan: Plan | undefined): readonly string[] {
  const resources = plan?.changes.resources ?? []
  return resources.flatMap(({ kind, change, name: own }) => (kind === 'EvalSuite' && change === 'removed' ? [own] : []))
}

/** How a rename that was taken for a removal is told; empty where nothing is removed. */
export function renameHint(plan: Plan | undefined): Phrase {
  if (removedSuites(plan).length === 0) return []
  return ['If something only has a new name, ', name('formerly: …'), ' at it compares it with what it was called.']
}
