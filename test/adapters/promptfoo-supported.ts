import { type AssertionType, assertionTypes, supportedType } from '../../src/resources/assertion-types.ts'

/** The types that promptfoo decides, in the order of the table. */
export const ofPromptfoo: readonly AssertionType[] = Object.keys(assertionTypes)
  .flatMap((name) => supportedType(name) ?? [])
  .filter(({ entry }) => entry.by === 'promptfoo')
  .map(({ type }) => type)
