import type { DeploymentTarget, Project } from '../resources/project.ts'
import type { TargetBar } from '../verdict/reports.ts'

/** A target that has to hold an artifact first, and for how long, in ms. */
export interface Soak {
  readonly target: string
  readonly soakMs: number
}

/** What a target demands of an artifact beside its scores. */
export interface TargetGate {
  readonly soaks: readonly Soak[]
  readonly whenUnsure: DeploymentTarget['whenUnsure']
  /** What holds once more as it was, because the project loosens it. */
  readonly loosened: readonly TargetBar[]
}

/**
 * What a target demands, by its project and by the earlier one on which what it holds rests: of both the stricter, so that no
 * merge loosens the gate that it has to pass itself. Once a merge has changed the gate alone, that is the earlier one.
 * @param earlier the target there; undefined: there is none, or it cannot be read
 */
export function gateOfTarget(
  target: DeploymentTarget,
  earlier: DeploymentTarget | undefined,
  project: Project,
): TargetGate {
  const { soaks, loosened } = soaksOf(soakOf(target), earlier && soakOf(earlier, (name) => nameNow(name, project)))
  const isLooser = target.whenUnsure === 'allow' && earlier?.whenUnsure === 'block'
  return {
    soaks,
    whenUnsure: isLooser ? 'block' : target.whenUnsure,
    loosened: isLooser ? [...loosened, 'whenUnsure'] : loosened,
  }
}

/** Both ways where they are two, the longer time where they are one. */
function soaksOf(own: Soak | undefined, before: Soak | undefined): Pick<TargetGate, 'soaks' | 'loosened'> {
  if (before === undefined) return { soaks: own === undefined ? [] : [own], loosened: [] }
  if (own?.target !== before.target) return { soaks: own === undefined ? [before] : [before, own], loosened: ['after'] }
  return before.soakMs > own.soakMs ? { soaks: [before], loosened: ['soak'] } : { soaks: [own], loosened: [] }
}

function soakOf({ after, soakMs }: DeploymentTarget, named = (name: string) => name): Soak | undefined {
  return after === undefined ? undefined : { target: named(after), soakMs }
}

/** What an earlier project called so is called here. */
function nameNow(name: string, { resources, targets }: Project): string {
  if (targets.has(name)) return name
  return resources.find(({ kind, formerly }) => kind === 'DeploymentTarget' && formerly === name)?.name ?? name
}
