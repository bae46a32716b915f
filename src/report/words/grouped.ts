import { listed } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'

/** `staging and eu promoted, production soaking`: names by their state, the states in the order in which they come. */
export function grouped(all: readonly { readonly name: string; readonly state: string }[]): Phrase {
  const groups = [...Map.groupBy(all, ({ state }) => state)]
  return groups.flatMap(
    ([state, members], at): Phrase => [at === 0 ? '' : ', ', ...listed(members.map(({ name }) => name)), ` ${state}`],
  )
}
