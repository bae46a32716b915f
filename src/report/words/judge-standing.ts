import type { Agreement, Share } from '../../calibration/agreement.ts'
import type { JudgeStanding } from '../../calibration/remembered-standing.ts'
import type { Measured, Standing } from '../../calibration/standing.ts'
import type { Estimate } from '../../statistics/estimate.ts'
import type { MetricComparison, SuiteComparison } from '../../verdict/comparison.ts'
import { count, counted, margin, percent, percentBetween, points, pointsBetween } from '../numbers.ts'
import { code, listed, name } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { type Focus, gatingMetrics } from './focus.ts'

/** What stands beside the name of a judged metric: `judge agrees with humans 91 %`. Empty where nothing is known. */
export function judgeAside(judges: readonly JudgeStanding[]): string {
  const standings = judges.map(({ standing }) => standing).filter(({ state }) => state !== 'no-labels')
  if (standings.some(({ state }) => state === 'not-measured')) return 'agreement of the judge not measured'
  const shares = standings.flatMap((one) => (one.state === 'measured' ? agreedOf(one).estimate : []))
  if (shares.length === 0) return ''
  const least = `${Math.round(Math.min(...shares) * 100)} %`
  return shares.length === 1 ? `judge agrees with humans ${least}` : `judges agree with humans ${least} or more`
}

/** What a reader who goes by a judged metric should know, a sentence for each judge. */
export function judgeNotes({ comparison, metric: compared }: Focus): readonly Phrase[] {
  const { metric, judges = [] } = compared
  const shown = isFirst(compared) ? judges.filter(({ standing }) => standing.state !== 'no-labels') : judges
  const whose = comparison.measure === 'base' ? " by base's measure: " : ': '
  return shown.map(({ standing }) => [name(metric.name), whose, ...standingPhrase(standing)])
}

/** What a metric that is measured for the first time says at once: nobody has held its judge against humans. */
export function withoutLabels(comparisons: readonly SuiteComparison[]): readonly Phrase[] {
  const metrics = gatingMetrics(comparisons).map(({ metric }) => metric)
  const names = metrics.filter((one) => isFirst(one) && lacksLabels(one)).map(({ metric }) => metric.name)
  const [first, ...others] = [...new Set(names)]
  if (first === undefined) return []
  const are = others.length === 0 ? 'is' : 'are'
  return [
    ['⚠ ', ...listed([first, ...others]), ` ${are} judged, without human labels: run `, code('llmops calibrate'), '.'],
  ]
}

function isFirst({ base }: MetricComparison): boolean {
  return base === undefined
}

function lacksLabels({ judges = [] }: MetricComparison): boolean {
  return judges.some(({ standing }) => standing.state === 'no-labels')
}

function standingPhrase(standing: Standing): Phrase {
  switch (standing.state) {
    case 'no-labels':
      return ['it is judged, without human labels: run ', code('llmops calibrate'), '.']
    case 'not-measured':
      return [
        'the agreement with humans is not measured for this rubric and judge: run ',
        code('llmops calibrate'),
        '.',
      ]
    case 'measured':
      return [`its judge ${measuredWords(standing)}.`]
  }
}

/** On the outputs of the suite, as far as it can be said of them. */
function agreedOf({ agreement, onSuite }: Measured): Estimate {
  return onSuite ?? agreement.agreed
}

/**
 * `agrees with humans on 91.0 % of the suite's outputs (83.8 … 95.2), by 100 labelled ones; kappa 0.76 (0.60 … 0.87)`; of the
 * labelled ones alone where nothing is known of the suite's.
 */
export function measuredWords(measured: Measured): string {
  const { agreement, onSuite, outputs, answered, recorded } = measured
  const agreed = agreedOf(measured)
  const part = answered < outputs ? ` of ${count(outputs)}` : ''
  const [of, by] =
    onSuite === undefined
      ? [`${counted(agreement.agreed.of, 'output')}${part && `${part} that are labelled`}`, '']
      : ["the suite's outputs", `, by ${count(agreement.agreed.of)}${part} labelled ones`]
  const how = recorded ? ', from recorded answers' : ''
  return `agrees with humans on ${percent(agreed.estimate)} of ${of} ${percentBetween(agreed)}${by}${beyondChance(agreement)}${how}`
}

function beyondChance(agreement: Agreement): string {
  if (agreement.kind === 'graded') return `, to ${margin(agreement.tolerance)}`
  return agreement.kappa === undefined ? '' : `; kappa ${kappaWords(agreement.kappa)}`
}

/** `0.76 (0.60 … 0.87)`. */
export function kappaWords({ estimate, lower, upper }: Estimate): string {
  const [at, from, to] = [estimate, lower, upper].map((value) => value.toFixed(2).replace('-', '−'))
  return `${at} (${from} … ${to})`
}

/** `+3.1 (−1.0 … +7.2)`, in points. */
export function differenceWords({ estimate, lower, upper }: Estimate): string {
  return `${points(estimate)} ${pointsBetween({ lower, upper })}`
}

/** `2 of 30 (6.7 %, 1.8 … 21.3)`. */
export function shareWords({ count: some, of, estimate, ...between }: Share): string {
  return `${count(some)} of ${count(of)} (${percent(estimate)}, ${percentBetween(between).slice(1)}`
}
