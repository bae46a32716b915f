import type { LayoutFile } from './artifact.ts'
import { DeliveryFault, type DeliveryStep, type Holding, type Owner, type ProjectName, type Release } from './driver.ts'

/**
 * What has to happen for `wanted` to be live. Also where `current` is that release already: what it says of itself does not
 * prove its files, so that it is applying which finds nothing to do.
 */
export function planDelivery(
  current: Release | undefined,
  wanted: Release,
  files: readonly LayoutFile[],
): readonly DeliveryStep[] {
  return [
    { do: 'put', release: wanted, files: files.map(({ path }) => path) },
    { do: 'activate', release: wanted, replaces: current?.digest },
  ]
}

/**
 * Refuses to bring `wanted` where `current` is: somebody else's place, or a later release of this target.
 * @throws DeliveryFault
 */
export function requireNewer(current: Found | undefined, wanted: Release, owner: Owner): void {
  if (current === undefined) return
  requireOwn(current, owner)
  const { sequence } = current.release
  if (sequence > wanted.sequence)
    throw new DeliveryFault(
      `${wanted.target} holds number ${sequence} already; number ${wanted.sequence} comes too late`,
    )
}

type Found = Pick<Holding, 'release' | 'project'>

/** Refuses a place that another target, or another project, delivers to. Throws DeliveryFault. */
export function requireOwn({ release, project }: Found, owner: Owner): void {
  if (project !== undefined && !isProjectOf(project, owner))
    throw new DeliveryFault(
      `the place of target '${owner.target}' holds a release of ${projectWords(project)}, not of ${projectWords(owner.project)}; give each its own, or empty it`,
    )
  if (release.target !== owner.target && release.target !== owner.formerTarget)
    throw new DeliveryFault(
      `the place of target '${owner.target}' holds a release of target '${release.target}'; give each its own, empty it, or say 'formerly: ${release.target}' if that is its earlier name`,
    )
}

function isProjectOf({ name, folder }: ProjectName, { project, formerProject }: Owner): boolean {
  return folder === project.folder && (name === project.name || name === formerProject)
}

function projectWords({ name, folder }: ProjectName): string {
  return folder === '' ? `project '${name}'` : `project '${name}' in ${folder}`
}
