import type { ChangeSet } from './change-set.ts'
import { formattedFiles } from './diff-files.ts'
import type { ProjectFiles } from './diff-files.ts'
import { pairResources } from './diff-pairs.ts'
import { resourceChanges } from './diff-resources.ts'
import { affectedSuites } from './diff-suites.ts'
import { affectedTargets } from './diff-targets.ts'
import type { Project } from './project.ts'

/**
 * What changed in meaning from base to head; without a base, everything was added. `files` are the project's files on
 * both sides (none in base without a base), to tell those that changed in bytes only.
 */
export function diffProjects(base: Project | undefined, head: Project, files: ProjectFiles): ChangeSet {
  const pairs = pairResources(base?.resources ?? [], head.resources)
  const resources = resourceChanges(base, head, pairs)
  return {
    resources,
    suites: affectedSuites(base, head, pairs, resources),
    targets: affectedTargets(base, head, pairs, resources),
    formattedFiles: formattedFiles(files, base === undefined ? [head] : [base, head], resources),
  }
}
