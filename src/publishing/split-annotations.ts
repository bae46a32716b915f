import type { Annotation } from './forge.ts'

export interface SplitAnnotations {
  /** Go as commands into the log of the step. */
  readonly commands: readonly Annotation[]
  /** Go into a check run; empty where all went as commands. */
  readonly checkRun: readonly Annotation[]
}

/** A runner shows so many annotations of each level of one step, and drops the others in silence. */
const mostOfLevel = 10

/** The first annotations of each level as commands and the others for a check run, both in the order given. */
export function splitAnnotations(annotations: readonly Annotation[]): SplitAnnotations {
  const byLevel = Map.groupBy(annotations, ({ level }) => level)
  const first = new Set([...byLevel.values()].flatMap((level) => level.slice(0, mostOfLevel)))
  return {
    commands: annotations.filter((annotation) => first.has(annotation)),
    checkRun: annotations.filter((annotation) => !first.has(annotation)),
  }
}
