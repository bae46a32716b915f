import type { Cause, FieldChange, NamedResource, ResourceChange } from './change-set.ts'
import { namespaceOf } from './kind-names.ts'
import type { Project, Resource } from './project.ts'
import { namedBy } from './references.ts'

/** Whether scores can depend on what changed. Policy is base's on both sides; of the Project only the default gate. */
export function canAffect({ kind, change, fields, cases, reordered }: ResourceChange): boolean {
  if (kind === 'Project') return fields.some(({ path }) => path[0] === 'gate')
  return change === 'added' || cases !== undefined || reordered === true || fields.some(judges)
}

/** Fields that decide what scores mean, though no subject does anything else for them. */
const deciding: ReadonlySet<unknown> = new Set(['coverage', 'cluster'])

function judges({ effect, path }: FieldChange): boolean {
  return effect === 'behaviour' || deciding.has(path[0]) || path.includes('gate')
}

/** Of what rests on a resource, the changes that it can depend on, nearest first. */
export function causesAmong(rests: readonly Cause[], changes: readonly ResourceChange[]): readonly Cause[] {
  const able = new Set(changes.filter(canAffect).map(keyOf))
  return rests.filter((one) => able.has(keyOf(one)))
}

function keyOf({ kind, name }: NamedResource): string {
  return `${kind} ${name}`
}

/**
 * What a resource rests on through references, nearest first, itself before all: by the shortest way to each, of which
 * the first as written. Only the fields that `follows` wants lead away from it.
 */
export function restsOn(resource: Resource, project: Project, follows: (field: string) => boolean): readonly Cause[] {
  const known = new Map(project.resources.map((one) => [`${namespaceOf(one.kind)} ${one.name}`, one]))
  const named = (from: Resource, wanted: (field: string) => boolean): readonly Resource[] =>
    namedBy(from).flatMap(({ field, namespace, name }) =>
      wanted(field) ? (known.get(`${namespace} ${name}`) ?? []) : [],
    )
  const found = new Map<Resource, readonly NamedResource[]>([[resource, []]])
  type Step = readonly [Resource, readonly NamedResource[]]
  let level = named(resource, follows).map((one): Step => [one, []])
  while (level.length > 0) {
    const next = level.filter(([one]) => !found.has(one))
    for (const [one, via] of next) if (!found.has(one)) found.set(one, via)
    level = next.flatMap(([one, via]) => named(one, () => true).map((other): Step => [other, [nameOf(one), ...via]]))
  }
  return [...found].map(([one, via]) => ({ ...nameOf(one), via }))
}

function nameOf({ kind, name }: NamedResource): NamedResource {
  return { kind, name }
}
