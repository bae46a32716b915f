import type uPlot from 'uplot'
import { duration } from '../../numbers.ts'
import type { GroupData } from '../page-data.ts'
import { el } from './dom.ts'
import { figure } from './figure.ts'
import { sides as names } from './page.ts'

type Side = 'base' | 'head'

/** Places at which the share is read off; more cannot be seen. */
const steps = 240

/** What share of the cases is answered within how long, on both sides. */
export function latencyChart(group: GroupData): HTMLElement | undefined {
  const sides = (['base', 'head'] as const)
    .map((side) => ({ side, ms: group.cases.flatMap((one) => one[side]?.ms ?? []).toSorted((a, b) => a - b) }))
    .filter(({ ms }) => ms.length > 1)
  if (sides.length === 0) return undefined
  const longest = Math.max(...sides.map(({ ms }) => at(ms, 0.99))) * 1.1
  const grid = Array.from({ length: steps + 1 }, (_, step) => (longest * step) / steps)
  const shares = sides.map(({ ms }) => grid.map((limit) => shareWithin(ms, limit)))
  const label = `Latency: ${sides.map(({ side, ms }) => `${side} median ${duration(at(ms, 0.5))}, p95 ${duration(at(ms, 0.95))}`).join('; ')}`
  const box = el('div', { class: 'chart', role: 'img', 'aria-label': label })
  void drawWhenShown(
    box,
    [grid.map((ms) => ms / 1000), ...shares],
    sides.map(({ side }) => side),
  )
  return figure('latency: share answered within', box, {
    columns: ['share', ...sides.map(({ side }) => side)],
    rows: [0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99].map((share) => [
      `${share * 100} %`,
      ...sides.map(({ ms }) => duration(at(ms, share))),
    ]),
  })
}

/** @param sorted ascending */
function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? 0
}

function shareWithin(sorted: readonly number[], limit: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) <= limit) low = middle + 1
    else high = middle
  }
  return low / sorted.length
}

/**
 * The chart needs to know how wide it is, and follows when that changes. The library fails where the browser's language
 * has no proper tag; then the table says it all.
 */
async function drawWhenShown(box: HTMLElement, columns: readonly number[][], sides: readonly Side[]): Promise<void> {
  const library = await import('uplot').catch(() => undefined)
  if (library === undefined) return box.remove()
  let chart: uPlot | undefined
  new ResizeObserver(() => {
    const width = box.clientWidth
    if (width === 0) return
    chart ??= new library.default(optionsOf(box, width, sides), columns as unknown as uPlot.AlignedData, box)
    if (chart.width !== width) chart.setSize({ width, height })
  }).observe(box)
}

const height = 170

function optionsOf(box: HTMLElement, width: number, sides: readonly Side[]): uPlot.Options {
  const colours = getComputedStyle(box)
  const colour = (name: string): string => colours.getPropertyValue(`--${name}`)
  const axis = {
    stroke: () => colour('muted'),
    grid: { stroke: () => colour('line'), width: 1 },
    ticks: { show: false },
  }
  const font = '12px system-ui, sans-serif'
  return {
    width,
    height,
    scales: { x: { time: false }, y: { range: [0, 1] } },
    axes: [
      { ...axis, font, values: (_, ticks) => ticks.map((tick) => `${tick} s`) },
      { ...axis, font, size: 48, values: (_, ticks) => ticks.map((tick) => `${Math.round(tick * 100)} %`) },
    ],
    series: [
      { label: 'within', value: (_, seconds) => (seconds === null ? '–' : duration(seconds * 1000)) },
      ...sides.map((side) => ({
        label: names[side],
        stroke: () => colour(side),
        width: 2,
        points: { show: false },
        value: (_: uPlot, share: number | null) => (share === null ? '–' : `${(share * 100).toFixed(0)} %`),
      })),
    ],
    cursor: { y: false, drag: { x: false, y: false } },
    hooks: { setCursor: [({ cursor }) => box.classList.toggle('reading', (cursor.left ?? -1) >= 0)] },
  }
}
