import type { KindName } from './project.ts'

const order: { readonly [kind in KindName]: number } = {
  Project: 0,
  Model: 1,
  Prompt: 2,
  Chain: 3,
  Application: 4,
  KnowledgeBase: 5,
  Dataset: 6,
  EvalSuite: 7,
  DeploymentTarget: 8,
}

/** The kinds of this version, in the order in which they are listed. */
export const kindNames: readonly KindName[] = (Object.keys(order) as KindName[]).sort((a, b) => order[a] - order[b])

/** What shares names: a subject is named without its kind. */
export function namespaceOf(kind: string): string {
  return kind === 'Prompt' || kind === 'Chain' || kind === 'Application' ? 'subject' : kind
}
