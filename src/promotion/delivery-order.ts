import type { DeploymentTarget } from '../resources/project.ts'

/** Targets so that each comes after the one it waits for, else by name. The project has no cycle. */
export function deliveryOrder(targets: ReadonlyMap<string, DeploymentTarget>): readonly DeploymentTarget[] {
  const depth = (target: DeploymentTarget): number => {
    const before = target.after === undefined ? undefined : targets.get(target.after)
    return before === undefined ? 0 : depth(before) + 1
  }
  return [...targets.values()].toSorted((a, b) => depth(a) - depth(b) || (a.name < b.name ? -1 : 1))
}
