import type { Case } from '../resources/project.ts'
import { inputFor } from './request-for.ts'
import type { Evaluation } from './trial.ts'

/** The cases of the measure that the subject can be given, in their order. */
export function casesToRun(evaluation: Evaluation): readonly Case[] {
  return evaluation.measure.cases.filter((row) => inputFor(evaluation, row) !== undefined)
}
