import { count } from '../../numbers.ts'
import type { GroupData, MetricData } from '../page-data.ts'
import { el, svg } from './dom.ts'
import { figure, legend } from './figure.ts'
import { sides as names } from './page.ts'
import { scoreAt } from './score-at.ts'

/** One place on the scale with how many cases of each series are there. */
interface Bin {
  readonly label: string
  readonly counts: readonly number[]
}

type Side = 'base' | 'head'

/** How many cases score how much, on both sides. */
export function scoreBars(group: GroupData, metric: MetricData, at: number): HTMLElement | undefined {
  const sides = (['base', 'head'] as const).filter((side) =>
    group.cases.some((one) => scoreAt(one[side], at) !== undefined),
  )
  if (sides.length === 0) return undefined
  const scores = sides.map((side) => group.cases.flatMap((one) => scoreAt(one[side], at) ?? []))
  const whole = scores.flat().every((score) => score === 0 || score === 1)
  const bins = whole ? wholeBins(scores) : gradedBins(scores)
  const title = `${metric.name}: cases by score`
  return figure(title, bars(title, bins, sides), tableOf('score', bins, sides))
}

/** How many cases changed by how much. */
export function differenceBars(group: GroupData, metric: MetricData, at: number): HTMLElement | undefined {
  const differences = group.cases.flatMap(({ base, head }) => {
    const [before, after] = [scoreAt(base, at), scoreAt(head, at)]
    return before === undefined || after === undefined ? [] : [after - before]
  })
  if (differences.length === 0) return undefined
  const bins = differenceBins(differences)
  const title = `${metric.name}: cases by change in points`
  return figure(title, bars(title, bins, ['head']), tableOf('change', bins, ['head']))
}

function wholeBins(scores: readonly (readonly number[])[]): readonly Bin[] {
  return [0, 1].map((score) => ({
    label: score === 0 ? 'fails' : 'holds',
    counts: scores.map((of) => of.filter((one) => one === score).length),
  }))
}

/** Tenths; what scores fully stands apart. */
function gradedBins(scores: readonly (readonly number[])[]): readonly Bin[] {
  return Array.from({ length: 11 }, (_, tenth) => ({
    label: tenth === 10 ? '100' : `${tenth * 10}–`,
    counts: scores.map((of) => of.filter((one) => Math.floor(one * 10 + 1e-9) === tenth).length),
  }))
}

/** Fifths of the scale on both sides of no change, which stands apart. */
function differenceBins(differences: readonly number[]): readonly Bin[] {
  const binOf = (difference: number): number =>
    Math.abs(difference) < 1e-9 ? 0 : Math.sign(difference) * Math.max(1, Math.ceil(Math.abs(difference) * 5 - 1e-9))
  const bins = differences.map(binOf)
  return Array.from({ length: 11 }, (_, at) => at - 5).map((bin) => ({
    label: bin === 0 ? '0' : `${bin < 0 ? '−' : '+'}${Math.abs(bin) * 20}`,
    counts: [bins.filter((one) => one === bin).length],
  }))
}

const width = 320
const height = 150
const floor = height - 22
const top = 18

function bars(title: string, bins: readonly Bin[], sides: readonly Side[]): HTMLElement {
  const most = Math.max(1, ...bins.flatMap(({ counts }) => counts))
  const room = width / bins.length
  const drawing = svg(
    'svg',
    { class: 'bars', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': title },
    ...bins.flatMap((bin, at) => binShapes(bin, { middle: (at + 0.5) * room, room, most }, sides)),
    svg('line', { class: 'axis', x1: 0, x2: width, y1: floor, y2: floor }),
  )
  return el('div', {}, drawing, legend(sides))
}

interface Space {
  readonly middle: number
  readonly room: number
  /** Cases of the highest bar. */
  readonly most: number
}

function binShapes(
  { label, counts }: Bin,
  { middle, room, most }: Space,
  sides: readonly Side[],
): readonly SVGElement[] {
  const wide = Math.min(44, (room * 0.8) / sides.length)
  const shapes = counts.flatMap((cases, nth) => {
    const x = middle + (nth - counts.length / 2) * wide
    const tall = cases === 0 ? 0 : Math.max(1.5, ((floor - top) * cases) / most)
    const bar = svg('rect', { class: `bar ${sides[nth]}`, x, y: floor - tall, width: wide - 1.5, height: tall })
    const hasRoom = room > 60 || (sides.length === 1 && cases > 0)
    return hasRoom ? [bar, svg('text', { class: 'value', x: x + wide / 2, y: floor - tall - 4 }, count(cases))] : [bar]
  })
  return [...shapes, svg('text', { x: middle, y: height - 6 }, label)]
}

function tableOf(scale: string, bins: readonly Bin[], sides: readonly Side[]): Parameters<typeof figure>[2] {
  return {
    columns: [scale, ...(sides.length === 1 ? ['cases'] : sides.map((side) => names[side]))],
    rows: bins.map(({ label, counts }) => [label, ...counts.map(count)]),
  }
}
