import type { Annotation } from './forge.ts'

export interface SplitAnnotations {
  /** Go as commands into the log of the step. */
  readonly commands: readonly Annotation[]
  /** Go into a check run; empty where all went as commands. */
  readonly checkRun: readonly Annotation[]
}

/** A runner shows so many annotations of each level of one step, and drops the others in silence. */
const mostOfLevel = 10

/**
 * The first annotations of each level as commands and the others for a check run, both in the order given.
 * @param before commands of the same step
 */
export function splitAnnotations(
  annotations: readonly Annotation[],
  before: readonly Annotation[] = [],
): SplitAnnotations {
  const shown = (wanted: Annotation['level']): number => before.filter(({ level }) => level === wanted).length
  const byLevel = [...Map.groupBy(annotations, ({ level }) => level)]
  const first = new Set(byLevel.flatMap(([level, own]) => own.slice(0, Math.max(0, mostOfLevel - shown(level)))))
  return {
    commands: annotations.filter((annotation) => first.has(annotation)),
    checkRun: annotations.filter((annotation) => !first.has(annotation)),
  }
}
