import type { Digest } from '../digest/digest.ts'
import type { Measure } from '../resources/project.ts'
import { measureDigest } from '../resources/subject-digest.ts'

/** Of what cases are judged by, without what only decides on scores: gates, trials, coverage. */
export function judgementDigest(measure: Measure): Digest {
  const metrics = measure.metrics.map((metric) => ({ ...metric, gate: { maxDrop: 1, min: undefined } }))
  return measureDigest({ ...measure, metrics, trials: 1, coverage: 1 })
}
