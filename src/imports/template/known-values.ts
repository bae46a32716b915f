import type { Json } from '../../digest/digest.ts'
import { isList, isMapping } from '../../resources/json-shape.ts'
import type { KnownValues } from './piece.ts'

/** Nothing is known. */
export const unknownValues: KnownValues = { at: () => undefined }

/** What the inputs of the cases are; what a case does not have is undefined. Without cases nothing is known. */
export function valuesOf(inputs: readonly Json[]): KnownValues {
  if (inputs.length === 0) return unknownValues
  const known = new Map<string, readonly unknown[]>()
  const at = (path: readonly string[]): readonly unknown[] => {
    const key = JSON.stringify(path)
    const values = known.get(key) ?? inputs.map((input) => valueBelow(input, path))
    known.set(key, values)
    return values
  }
  return { at }
}

/** The value that own keys lead to; undefined where there is none. */
export function valueBelow(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => {
    return isMapping(at as Json) && Object.hasOwn(at as object, key)
      ? (at as { [key: string]: unknown })[key]
      : undefined
  }, value)
}

/** Whether all values that are there are lists; nothing is known against it where no values are known. */
export function areLists(values: readonly unknown[] | undefined): boolean {
  return values?.filter(isThere).every((value) => isList(value as Json)) ?? true
}

/** The items of all lists among the values; undefined where there are none to look at. */
export function itemsOf(values: readonly unknown[] | undefined): readonly unknown[] | undefined {
  const items = values?.filter((value) => isList(value as Json)).flat()
  return items === undefined || items.length === 0 ? undefined : items
}

export function isThere(value: unknown): boolean {
  return value !== undefined && value !== null
}
