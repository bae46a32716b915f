import type { LookUp } from './whole-draft.ts'

/** What a reference leads to that validation has found. Throws where it leads nowhere: a defect. */
export function foundIn<T>(lookUp: LookUp<T>): T {
  return there(lookUp.state === 'found' ? lookUp.value : undefined)
}

export function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a reference that leads nowhere passed validation')
  return value
}
