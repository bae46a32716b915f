import { type LoadOptions, readProject } from '../resources/load.ts'
import type { LoadedProject } from '../resources/project.ts'
import type { Snapshot } from '../resources/snapshot.ts'
import { rules } from './list.ts'

/**
 * The project whose `llmops.yaml` stands in `folder` (`''`: the root of the repository), with every problem of it in
 * one go. There is a project to work with only where no error stands against it. Never throws for what a file holds.
 */
export function loadProject(snapshot: Snapshot, folder: string, options?: LoadOptions): Promise<LoadedProject> {
  return readProject(snapshot, folder, rules, options)
}
