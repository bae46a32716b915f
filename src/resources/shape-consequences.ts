import type { Found } from './shape-problems.ts'

/** What is known of the unknown fields of one mapping. */
interface Unknown {
  /** Fields that were probably meant by them. */
  readonly meant: Set<string>
  /** All that the mapping may have. */
  readonly allowed: readonly string[]
}

/**
 * Findings without those that follow from another: a misspelt field is one fault, not also a missing one; a field that
 * should not be there needs nothing beside it; and what a later version has in its place is not missing.
 */
export function withoutConsequences(found: readonly Found[]): readonly Found[] {
  const unknown = unknownFields(found)
  const excluded = new Set(
    found.flatMap((one) =>
      one.problem.code === 'one-of-fields' && one.problem.found.length > 0 ? keyOf(one.path) : [],
    ),
  )
  const hasLater = found.some(({ problem, path }) => problem.code === 'not-available-yet' && path.length === 1)
  return found.filter(({ problem, path }) => {
    const here = unknown.get(mappingOf(path))
    switch (problem.code) {
      case 'missing-field':
        return here === undefined || !(here.meant.has(problem.field) || here.allowed.length === 1)
      case 'field-needs':
        return !excluded.has(keyOf(path))
      case 'one-of-fields':
        if (problem.found.length > 0) return true
        if (isWhole(path)) return !hasLater && !namesAny(here, problem.fields)
        return here === undefined
      default:
        return true
    }
  })
}

function unknownFields(found: readonly Found[]): ReadonlyMap<string, Unknown> {
  const byMapping = new Map<string, Unknown>()
  for (const { path, problem } of found) {
    if (problem.code !== 'unknown-field') continue
    const mapping = keyOf(path.slice(0, -1))
    const known = byMapping.get(mapping) ?? { meant: new Set<string>(), allowed: problem.allowed }
    if (problem.nearest !== undefined) known.meant.add(problem.nearest)
    byMapping.set(mapping, known)
  }
  return byMapping
}

function namesAny(unknown: Unknown | undefined, groups: readonly string[]): boolean {
  return groups.some((fields) => fields.split('/').some((field) => unknown?.meant.has(field)))
}

/** Where something is missing in a whole resource, the place is its `kind`. */
function isWhole(path: Found['path']): boolean {
  return path.length === 0 || (path.length === 1 && path[0] === 'kind')
}

function mappingOf(path: Found['path']): string {
  return keyOf(isWhole(path) ? [] : path)
}

function keyOf(path: Found['path']): string {
  return JSON.stringify(path)
}
