import type { DeploymentTarget, Project } from '../resources/project.ts'
import type { TargetName } from './target-state.ts'

/** Under which names the ledger may know a target. A name that another target has now is not a former one. */
export function targetName(name: string, { resources, targets }: Project): TargetName {
  const formerly = resources.find((one) => one.kind === 'DeploymentTarget' && one.name === name)?.formerly
  return { name, formerly: formerly !== undefined && targets.has(formerly) ? undefined : formerly }
}

/** The target in an earlier project. A rename moves nothing: its history goes on. */
export function earlierTarget(base: Project | undefined, { name, formerly }: TargetName): DeploymentTarget | undefined {
  return base?.targets.get(name) ?? (formerly === undefined ? undefined : base?.targets.get(formerly))
}
