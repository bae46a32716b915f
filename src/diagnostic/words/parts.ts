import { oneOf } from '../wording.ts'

export function helpFor(help: string | undefined): { readonly help?: string } {
  return help === undefined ? {} : { help }
}

export function expectedOf(names: readonly string[]): { readonly expected?: string } {
  return names.length === 0 ? {} : { expected: oneOf(names) }
}
