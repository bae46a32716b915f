import { type Digest, digestOfFields, digestOfJson, type Json } from '../../digest/digest.ts'
import { measureDigest, modelMeaning, subjectDigest } from '../../resources/subject-digest.ts'
import { memoized } from '../memoized.ts'
import type { PlannedEvaluation } from '../plan-calls.ts'
import { inputFor } from '../request-for.ts'
import type { Evaluation } from '../trial.ts'

/**
 * Digest of what a run evaluates: of each evaluation the suite, the label, the side, whose measure, what subject, model and
 * measure mean, and which cases it is given with which inputs. Journals of the same digest belong to the same run.
 */
export function digestOfWork(command: 'eval' | 'check', planned: readonly PlannedEvaluation[]): Digest {
  const measured = memoized(measureDigest)
  const meant = memoized(subjectDigest)
  const work = planned.map(({ evaluation, side, measure }): Json => {
    const { suite, label, subject, model } = evaluation
    const meaning = model === undefined ? null : modelMeaning(model)
    return [suite, label, side, measure, meant(subject), meaning, measured(evaluation.measure), givenTo(evaluation)]
  })
  return digestOfJson([command, work])
}

/** In their order: a place in a journal counts them. */
function givenTo(evaluation: Evaluation): Json {
  const { cases } = evaluation.measure
  return digestOfFields({ cases: cases.values().map((row): Json => [row.id, inputFor(evaluation, row) ?? null]) })
}
