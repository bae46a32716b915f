import type { OwnAssertionType } from '../../resources/assertion-types.ts'
import type { AssertionKind } from './assertion-kind.ts'
import { contains } from './contains.ts'
import { equals } from './equals.ts'
import { icontains } from './icontains.ts'
import { isJson } from './is-json.ts'
import { regex } from './regex.ts'
import { startsWith } from './starts-with.ts'

/** Every type of assertion that we decide. */
export const assertionKinds: { readonly [T in OwnAssertionType]: AssertionKind } = {
  equals,
  contains,
  icontains,
  'starts-with': startsWith,
  regex,
  'is-json': isJson,
}
