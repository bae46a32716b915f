import type { Project } from '../resources/project.ts'
import type { TargetName } from './target-state.ts'

/** Under which names the ledger may know a target. A name that another target has now is not a former one. */
export function targetName(name: string, { resources, targets }: Project): TargetName {
  const formerly = resources.find((one) => one.kind === 'DeploymentTarget' && one.name === name)?.formerly
  return { name, formerly: formerly !== undefined && targets.has(formerly) ? undefined : formerly }
}
