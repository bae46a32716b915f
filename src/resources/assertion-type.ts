import { type AssertionType, supportedType } from './assertion-types.ts'

export interface NamedAssertion {
  /** Undefined for a type that cannot be used. */
  readonly type: AssertionType | undefined
  /** The name without `not-`. */
  readonly base: string
  readonly negated: boolean
}

/** What the name of an assertion says: `not-` before a type negates it. */
export function assertionNamed(name: string): NamedAssertion {
  const negated = name.startsWith('not-')
  const base = negated ? name.slice('not-'.length) : name
  return { type: supportedType(base)?.type, base, negated }
}
