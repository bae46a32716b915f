import type { ProjectDocument } from './schema.gen.ts'

/** The branch of this repository that records promotions. */
export function ledgerBranch(project: ProjectDocument | undefined): string {
  return project?.ledger?.branch ?? 'llmops-ledger'
}
