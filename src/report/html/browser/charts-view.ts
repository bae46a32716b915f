import type { CostView, GroupData } from '../page-data.ts'
import { groupName } from './case-rows.ts'
import { costChart } from './cost-chart.ts'
import { el } from './dom.ts'
import { latencyChart } from './latency-chart.ts'
import { differenceBars, scoreBars } from './score-bars.ts'

/** How scores, differences, latencies and costs lie, of one subject by one measure at a time. */
export interface ChartsView {
  readonly element: HTMLElement
  /** Draws again, in the colours of now. */
  draw(): void
}

export function chartsView(groups: readonly GroupData[], costs: readonly CostView[]): ChartsView {
  const select = el(
    'select',
    { onchange: () => draw() },
    ...groups.map((group, at) => el('option', { value: at }, groupName(group))),
  )
  const figures = el('div', { class: 'figures' })
  function draw(): void {
    const group = groups[Number(select.value)]
    if (group !== undefined) figures.replaceChildren(...figuresOf(group, costs))
  }
  const chosen = groups.length > 1 ? el('label', { class: 'inline' }, 'of ', select) : undefined
  const element = el('section', {}, el('h2', {}, 'Distributions ', chosen), figures)
  return { element, draw }
}

function figuresOf(group: GroupData, costs: readonly CostView[]): readonly HTMLElement[] {
  const ofSuite = costs.filter(({ suite }) => suite === group.suite)
  const figures = [
    ...group.metrics.map((metric, at) => scoreBars(group, metric, at)),
    ...group.metrics.map((metric, at) => (metric.graded ? differenceBars(group, metric, at) : undefined)),
    latencyChart(group),
    ...group.metrics.map(({ name }) => costChart(ofSuite, name)),
  ]
  return figures.filter((figure) => figure !== undefined)
}
