import type { ServedModels, SuiteComparison } from '../../verdict/comparison.ts'
import { listed, name } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'

/**
 * Where the models that answered are not the same on both sides, though the names that were asked for may be: what differs
 * between the scores may be theirs. Empty where they are the same, or where nobody says.
 */
export function servedNote({ suite, served }: SuiteComparison): Phrase {
  if (served?.base === undefined) return []
  const { base, head } = served
  const apart = [differing('answered', base, head, 'subject'), differing('judged', base, head, 'judges')].flatMap(
    (phrase) => (phrase.length === 0 ? [] : [phrase]),
  )
  const said = apart.flatMap((phrase, at) => [at === 0 ? ' ' : ', and ', ...phrase])
  return apart.length === 0 ? [] : [name(suite), ...said, '.']
}

function differing(what: string, base: ServedModels, head: ServedModels, by: keyof ServedModels): Phrase {
  const [before, after] = [base[by], head[by]]
  if (before.length === 0 || after.length === 0 || before.join('\n') === after.join('\n')) return []
  return [`was ${what} on base by `, ...listed(before), ', on head by ', ...listed(after)]
}
