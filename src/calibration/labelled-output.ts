import type { Label } from '../resources/labels.ts'
import { mean } from '../statistics/mean.ts'

/** An output with what everybody said who labelled it. */
export interface LabelledOutput {
  readonly caseId: string
  readonly output: string
  /** What was asked, where the labels say it. */
  readonly prompt?: string
  /** Each in [0, 1]. Never empty. */
  readonly ratings: readonly number[]
  /** Their mean. */
  readonly label: number
}

/** The labels by output, in the order of the first label of each. */
export function labelledOutputs(labels: readonly Label[]): readonly LabelledOutput[] {
  const groups = Map.groupBy(labels, ({ caseId, output, prompt = '' }) => JSON.stringify([caseId, output, prompt]))
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    const ratings = group.map(({ label }) => label)
    if (first === undefined) return []
    const { caseId, output, prompt } = first
    return [{ caseId, output, ...(prompt !== undefined && { prompt }), ratings, label: mean(ratings) }]
  })
}
