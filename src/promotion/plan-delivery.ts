import type { LayoutFile } from './artifact.ts'
import { DeliveryFault, type DeliveryStep, type Release } from './driver.ts'

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
 * Refuses to bring `wanted` where `current` is: another target's place, or a later release of this one.
 * @throws DeliveryFault
 */
export function requireNewer(current: Release | undefined, wanted: Release): void {
  if (current === undefined) return
  requireOwn(current, wanted.target)
  if (current.sequence > wanted.sequence)
    throw new DeliveryFault(
      `${wanted.target} holds number ${current.sequence} already; number ${wanted.sequence} comes too late`,
    )
}

/** Refuses a place that another target delivers to. Throws DeliveryFault. */
export function requireOwn(current: Release, target: string): void {
  if (current.target !== target)
    throw new DeliveryFault(
      `the place of target '${target}' holds a release of target '${current.target}'; give each its own, or empty it`,
    )
}
