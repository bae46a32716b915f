import type { KindName } from './project.ts'

/** What the format has announced and this version does not do yet: reported as such, never as a mistake of the author's. */
export const laterKinds = ['ModelSelection', 'Monitor', 'Tuning'] as const

/** Fields by the keys that lead to them; `*` is any item of a list. */
const laterFields: { readonly [kind in KindName]: readonly string[] } = {
  Project: [],
  Model: ['cascade', 'ensemble', 'router'],
  Prompt: [],
  Chain: [],
  Application: [],
  KnowledgeBase: [],
  Dataset: [],
  EvalSuite: [],
  DeploymentTarget: ['requires', 'infrastructure'],
}

/** Ways to deliver to a target. */
const laterDrivers = ['oci', 'github-release', 'webhook'] as const

/** Whether a field that the schemas do not know is one of a later version. */
export function isLaterField(kind: KindName, path: readonly (string | number)[]): boolean {
  return laterFields[kind].includes(path.map((key) => (typeof key === 'number' ? '*' : key)).join('.'))
}

/** What a value would be that the schemas refuse and a later version takes, in words; undefined for any other. */
export function laterValue(kind: KindName, path: readonly (string | number)[], value: unknown): string | undefined {
  const where = path.map((key) => (typeof key === 'number' ? '*' : key)).join('.')
  const isLaterDriver =
    kind === 'DeploymentTarget' && where === 'to.type' && laterDrivers.some((name) => name === value)
  return isLaterDriver ? `type: ${String(value)}` : undefined
}
