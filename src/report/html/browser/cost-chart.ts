import { percent, percentBetween, usd } from '../../numbers.ts'
import type { CostView } from '../page-data.ts'
import { svg } from './dom.ts'
import { figure } from './figure.ts'
import { ticksBetween } from './ticks.ts'

interface Point {
  readonly subject: string
  readonly side: 'base' | 'head'
  /** USD per 1,000 cases. */
  readonly cost: number
  readonly mean: number
  readonly lower: number
  readonly upper: number
}

const width = 320
const height = 200
const left = 44
const right = 12
const bottom = height - 26
const top = 10

/** What each subject costs and how it scores by one metric; head of a subject is joined to its base. */
export function costChart(costs: readonly CostView[], metric: string): HTMLElement | undefined {
  const points = costs.flatMap((one) => pointsOf(one, metric))
  if (points.length < 2) return undefined
  const title = `${metric} against cost per 1,000 cases`
  const place = scaleOf(points)
  const drawing = svg(
    'svg',
    { class: 'costs', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': title },
    ...axes(place),
    ...joins(points, place),
    ...points.flatMap((point) => drawn(point, place)),
  )
  return figure(title, drawing, {
    columns: ['subject', 'cost / 1,000', metric, '95 %'],
    rows: points.map((point) => [
      `${point.subject} (${point.side})`,
      usd(point.cost),
      percent(point.mean),
      percentBetween(point),
    ]),
  })
}

function pointsOf({ subject, sides }: CostView, metric: string): readonly Point[] {
  return sides.flatMap(({ side, usdPerCase, scores }) => {
    const score = scores.find((one) => one.metric === metric)
    return score === undefined ? [] : [{ subject, side, cost: usdPerCase * 1000, ...score }]
  })
}

interface Scale {
  readonly x: (cost: number) => number
  readonly y: (score: number) => number
  readonly dearest: number
  readonly lowest: number
  readonly highest: number
}

function scaleOf(points: readonly Point[]): Scale {
  const dearest = Math.max(...points.map(({ cost }) => cost)) * 1.15 || 1
  const lowest = Math.max(0, Math.min(...points.map(({ lower }) => lower)) - 0.03)
  const highest = Math.min(1, Math.max(...points.map(({ upper }) => upper)) + 0.03)
  return {
    x: (cost) => left + (cost / dearest) * (width - left - right),
    y: (score) => bottom - ((score - lowest) / (highest - lowest || 1)) * (bottom - top),
    dearest,
    lowest,
    highest,
  }
}

function axes({ x, y, dearest, lowest, highest }: Scale): readonly SVGElement[] {
  const scores = ticksBetween(lowest, highest)
  return [
    ...scores.map((score) => svg('line', { class: 'grid', x1: left, x2: width - right, y1: y(score), y2: y(score) })),
    ...scores.map((score) =>
      svg('text', { class: 'tick', x: left - 6, y: y(score) + 4 }, `${Math.round(score * 100)} %`),
    ),
    ...ticksBetween(0, dearest).map((cost) => svg('text', { x: x(cost), y: height - 8 }, usd(cost))),
    svg('line', { class: 'axis', x1: left, x2: width - right, y1: bottom, y2: bottom }),
  ]
}

function joins(points: readonly Point[], { x, y }: Scale): readonly SVGElement[] {
  return points.flatMap((head) => {
    const base = points.find(({ subject, side }) => subject === head.subject && side === 'base')
    if (head.side === 'base' || base === undefined) return []
    return [svg('line', { class: 'join', x1: x(base.cost), y1: y(base.mean), x2: x(head.cost), y2: y(head.mean) })]
  })
}

function drawn({ subject, side, cost, mean, lower, upper }: Point, { x, y }: Scale): readonly SVGElement[] {
  const label = `${subject}, ${side}: ${percent(mean)} ${percentBetween({ lower, upper })} for ${usd(cost)}`
  const isRight = x(cost) > width / 2
  return [
    svg('line', { class: `${side} whisker`, x1: x(cost), x2: x(cost), y1: y(lower), y2: y(upper) }),
    svg('circle', { class: side, cx: x(cost), cy: y(mean), r: 5 }, svg('title', {}, label)),
    ...(side === 'head'
      ? [
          svg(
            'text',
            { class: isRight ? 'name end' : 'name', x: x(cost) + (isRight ? -9 : 9), y: y(mean) - 6 },
            subject,
          ),
        ]
      : []),
  ]
}
