import type { KeyPath } from '../diagnostic/place.ts'
import type { Json } from '../digest/digest.ts'
import type { ResourceChange } from './change-set.ts'
import { caseChanges, isSame, wholeCase } from './diff-cases.ts'
import { fieldChanges } from './diff-fields.ts'
import { type MeasureChange, measureChange, measuresAlike } from './diff-measure.ts'
import { reorderedExamples } from './diff-reordered.ts'
import type { ResourcePair } from './diff-pairs.ts'
import { renamesOf, withNewNames } from './diff-renames.ts'
import type { Renames } from './diff-renames.ts'
import type { JsonMapping } from './json-shape.ts'
import type { Case, Project, Resource } from './project.ts'

/** The resources that differ in meaning, in the order of their pairs. */
export function resourceChanges(
  base: Project | undefined,
  head: Project,
  pairs: readonly ResourcePair[],
): readonly ResourceChange[] {
  const renames = renamesOf(pairs)
  const reordered = base === undefined ? new Set() : reorderedExamples(base, head, pairs)
  return pairs.flatMap((pair): readonly ResourceChange[] => {
    if (pair.head === undefined) return [oneSided('removed', pair.base)]
    if (pair.base === undefined || base === undefined) return [oneSided('added', pair.head)]
    const change = changeOf({ base: pair.base, head: pair.head }, { base, head }, renames)
    const isReordered = pair.head.kind === 'Dataset' && reordered.has(pair.head.name)
    if (isReordered) return [{ ...(change ?? unchanged(pair.head)), reordered: true }]
    return change === undefined ? [] : [change]
  })
}

interface Sides<T> {
  readonly base: T
  readonly head: T
}

function oneSided(change: 'added' | 'removed', { kind, name, place, from }: Resource): ResourceChange {
  return {
    kind,
    name,
    change,
    formerly: undefined,
    fields: [],
    cases: undefined,
    place,
    ...(from !== undefined && { from }),
  }
}

function changeOf(pair: Sides<Resource>, projects: Sides<Project>, renames: Renames): ResourceChange | undefined {
  const { kind, name, place, from } = pair.head
  const measure = measureOf(pair, projects)
  const where = { place, ...(from !== undefined && { from }), ...(measure !== undefined && { measure }) }
  const before = withoutCases(withNewNames(pair.base, renames))
  const isSameMeasure = measure !== undefined && measuresAlike(measure)
  const fields = fieldChanges(kind, before, withoutCases(pair.head.meaning)).filter(
    ({ path }) => !isSameMeasure || !measuring.has(path[0]) || isOfLabels(path),
  )
  const both = caseChanges(casesOf(pair.base, projects.base), casesOf(pair.head, projects.head), wholeCase)
  const cases = isSame(both) ? undefined : both
  const formerly = pair.base.name === name ? undefined : pair.base.name
  if (formerly !== undefined) return { kind, name, change: 'renamed', formerly, fields, cases, ...where }
  if (fields.length === 0 && cases === undefined) return undefined
  return { kind, name, change: 'changed', formerly, fields, cases, ...where }
}

/** A Dataset in which nothing differs but the order of its rows. */
function unchanged({ kind, name, place }: Resource): ResourceChange {
  return { kind, name, change: 'changed', formerly: undefined, fields: [], cases: undefined, place }
}

function measureOf({ base, head }: Sides<Resource>, projects: Sides<Project>): MeasureChange | undefined {
  const [before, after] = [projects.base.suites.get(base.name), projects.head.suites.get(head.name)]
  if (head.kind !== 'EvalSuite' || before === undefined || after === undefined) return undefined
  return measureChange(before.measure, after.measure)
}

/** Fields of a suite that say how it measures: in other words or another order they are no change. */
const measuring: ReadonlySet<unknown> = new Set(['assert', 'trials', 'coverage'])

/** What humans said of a judge is no part of the measure. */
export function isOfLabels([field, , part]: KeyPath): boolean {
  return field === 'assert' && part === 'labels'
}

/** The cases that stand in a Dataset or an EvalSuite itself, or in a file of its own. */
export function casesOf({ kind, name, meaning }: Resource, project: Project): readonly Case[] {
  if (!Object.hasOwn(meaning, 'cases')) return []
  if (kind === 'Dataset') return project.datasets.get(name)?.cases ?? []
  return project.suites.get(name)?.measure.cases ?? []
}

/** Cases are compared by id instead. */
function withoutCases(meaning: JsonMapping): JsonMapping {
  return Object.fromEntries<Json>(Object.entries(meaning).filter(([field]) => field !== 'cases'))
}
