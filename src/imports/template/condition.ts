import type { Json } from '../../digest/digest.ts'
import { isList, isMapping } from '../../resources/json-shape.ts'
import { isThere } from './known-values.ts'

/**
 * How well a mustache section stands for a condition on some values. A section is skipped for false, null and the empty
 * list, repeats over lists, and looks names up in mappings.
 * - `exact`: the values are truth values, or absent
 * - `texts`: it is, once empty texts are null
 * - `never`: a list would repeat it, a mapping change what names mean, 0 not skip it
 */
export type SectionFit = 'exact' | 'texts' | 'unknown' | 'never'

export function sectionFit(values: readonly unknown[] | undefined): SectionFit {
  if (values === undefined) return 'unknown'
  const there = values.filter(isThere)
  if (there.every((value) => typeof value === 'boolean')) return 'exact'
  if (there.some((value) => isList(value as Json) || isMapping(value as Json) || value === 0)) return 'never'
  return 'texts'
}

/** The same for the opposite condition, whose section never repeats and brings no names. */
export function invertedFit(values: readonly unknown[] | undefined, emptyListIsFalse: boolean): SectionFit {
  const there = values?.filter((value) => isThere(value) && !isMapping(value as Json))
  if (there?.some((value) => isList(value as Json)) && emptyListIsFalse) {
    return sectionFit(there.filter((value) => !isList(value as Json)))
  }
  return sectionFit(there)
}
