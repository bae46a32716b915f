import { percent, percentBetween, points, pointsBetween } from '../../numbers.ts'
import type { MetricView, ScoreTableView } from '../page-data.ts'
import { svg } from './dom.ts'

const width = 180
const height = 22
const middle = height / 2

/** How far differences are drawn from zero, the same in all tables so that they can be compared. */
export function widestChange(tables: readonly ScoreTableView[]): number {
  const ends = tables
    .flatMap(({ rows }) => rows)
    .flatMap(({ metric }) =>
      metric?.change === undefined ? [] : [metric.change.lower, metric.change.upper, metric.maxDrop],
    )
  return Math.max(0.02, ...ends.map(Math.abs)) * 1.08
}

/** A difference with its 95 % interval against zero; what is left of the dashed line is more than the gate allows. */
export function changePlot({ change, maxDrop }: MetricView, widest: number, tone: string): SVGElement | string {
  if (change === undefined) return ''
  const x = (value: number): number => ((value / widest + 1) * width) / 2
  const label = `${points(change.delta)} points, 95 % ${pointsBetween(change)}; the gate allows a drop of ${points(maxDrop).slice(1)}`
  return plot(label, [
    svg('rect', { class: 'beyond', x: 0, y: 0, width: Math.max(0, x(-maxDrop)), height }),
    svg('line', { class: 'margin', x1: x(-maxDrop), x2: x(-maxDrop), y1: 0, y2: height }),
    svg('line', { class: 'zero', x1: x(0), x2: x(0), y1: 0, y2: height }),
    ...whiskers(x(change.lower), x(change.delta), x(change.upper), tone),
  ])
}

/** A score with its 95 % interval between 0 and 100 %, and the floor that it is held to. */
export function scorePlot({ score, min }: MetricView, tone: string): SVGElement | string {
  if (score === undefined) return ''
  const x = (value: number): number => 4 + value * (width - 8)
  const floor = min === undefined ? [] : [svg('line', { class: 'margin', x1: x(min), x2: x(min), y1: 0, y2: height })]
  return plot(`${percent(score.mean)}, 95 % ${percentBetween(score)}`, [
    svg('line', { class: 'zero', x1: x(0), x2: x(1), y1: middle, y2: middle }),
    ...floor,
    ...whiskers(x(score.lower), x(score.mean), x(score.upper), tone),
  ])
}

function plot(label: string, shapes: readonly SVGElement[]): SVGElement {
  const box = { class: 'interval', viewBox: `0 0 ${width} ${height}`, width, height }
  return svg('svg', { ...box, role: 'img', 'aria-label': label }, svg('title', {}, label), ...shapes)
}

function whiskers(lower: number, at: number, upper: number, tone: string): readonly SVGElement[] {
  const cap = (x: number): SVGElement => svg('line', { class: tone, x1: x, x2: x, y1: middle - 4, y2: middle + 4 })
  return [
    svg('line', { class: `${tone} whisker`, x1: lower, x2: upper, y1: middle, y2: middle }),
    cap(lower),
    cap(upper),
    svg('circle', { class: tone, cx: at, cy: middle, r: 4 }),
  ]
}
