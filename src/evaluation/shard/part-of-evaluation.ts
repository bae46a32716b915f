import type { Evaluation } from '../trial.ts'
import type { Deal } from './deal-cases.ts'
import type { Shard } from './shard.ts'

/** An evaluation of the cases alone that a shard is dealt. */
export function partOfEvaluation(evaluation: Evaluation, deal: Deal, { index }: Shard): Evaluation {
  const { suite, measure } = evaluation
  const cases = measure.cases.filter(({ id }) => deal(suite, id) === index)
  return { ...evaluation, measure: { ...measure, cases } }
}
