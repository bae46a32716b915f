import type { Digest } from '../digest/digest.ts'
import type { LayoutFile } from './artifact.ts'

/** What a target holds, or is to hold. */
export interface Release {
  readonly target: string
  readonly subject: string
  readonly digest: Digest
  /** Number of the promotion in this target's history, from 1. A target never goes back to a smaller one. */
  readonly sequence: number
  /** Commit that the artifact was built from. */
  readonly source: string
}

/** A project, as a consumer of its releases and other projects know it. */
export interface ProjectName {
  readonly name: string
  /** Folder of its `llmops.yaml` in its repository; `''` at the root. */
  readonly folder: string
}

/** What is at a target: a release, whose it is, and whether its bytes are those of its digest. */
export interface Holding {
  readonly release: Release
  /** Undefined in releases that were delivered before they said so. */
  readonly project: ProjectName | undefined
  readonly intact: boolean
}

/** Whose the place of a target is, under the names of now and those before (`formerly`). */
export interface Owner {
  readonly target: string
  readonly formerTarget: string | undefined
  readonly project: ProjectName
  readonly formerProject: string | undefined
}

/** One thing to do at a target. A plan is a list of them; a dry run prints it; apply holds no decisions. */
export type DeliveryStep =
  | { readonly do: 'put'; readonly release: Release; readonly files: readonly string[] }
  | { readonly do: 'activate'; readonly release: Release; readonly replaces: Digest | undefined }

/**
 * A way to deliver to one target: read, plan steps, apply, read back. Delivering what is there already changes nothing.
 * Every method throws DeliveryFault where the target cannot be reached, or refuses.
 */
export interface Driver {
  /** What the target really holds now. Refuses (DeliveryFault) a place that is somebody else's. */
  read(): Promise<Holding | undefined>
  plan(current: Release | undefined, wanted: Release, files: readonly LayoutFile[]): readonly DeliveryStep[]
  /** Refuses (DeliveryFault) when the target holds a release of a higher sequence: somebody else was later. */
  apply(steps: readonly DeliveryStep[], files: readonly LayoutFile[]): Promise<void>
}

/** A target that cannot be reached or refuses: exit code 3. */
export class DeliveryFault extends Error {
  override readonly name = 'DeliveryFault'
}
