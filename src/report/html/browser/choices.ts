import { count } from '../../numbers.ts'
import { groupName } from './case-rows.ts'
import type { CaseIndex } from './case-rows.ts'
import { sorts } from './state.ts'
import type { Sort, State } from './state.ts'

/** One thing to choose from a list; a value is a text that only `change` and `chosen` understand. */
export interface Choice {
  readonly label: string
  readonly options: readonly Option[]
  readonly chosen: (state: State) => string
  readonly change: (value: string, state: State) => Partial<State>
}

interface Option {
  readonly value: string
  readonly text: string
}

/** What cases can be chosen by, without what has nothing to choose. */
export function choicesOf(index: CaseIndex, compared: boolean): readonly Choice[] {
  const { groups } = index.cases
  const columns = [...new Set(groups.flatMap((group) => group.columns))]
  return [
    ...(groups.length > 1 ? [groupChoice(index)] : []),
    metricChoice(index),
    ...columns.map((column) => sliceChoice(column, index)),
    ...(compared && groups.some(({ steps }) => steps.length > 0) ? [stepChoice(index)] : []),
    sortChoice(compared),
  ]
}

function groupChoice({ cases: { groups } }: CaseIndex): Choice {
  return {
    label: 'Suite',
    options: [
      { value: '', text: 'what gates' },
      { value: 'all', text: 'everything' },
      ...groups.map((group) => ({ value: group.key, text: groupName(group) })),
    ],
    chosen: ({ group }) => group,
    change: (group) => ({ group }),
  }
}

function metricChoice({ cases: { groups } }: CaseIndex): Choice {
  const all = groups.flatMap((group) => group.metrics)
  const metrics = all.filter(({ name }, at) => all.findIndex((other) => other.name === name) === at)
  const options = metrics.flatMap(({ name, assertions }) => [
    { value: criterion(name), text: name },
    ...assertions.map((assertion, at) => ({ value: criterion(name, at), text: `${name} › ${assertion}` })),
  ])
  return {
    label: 'Metric',
    options: [{ value: '', text: 'all metrics' }, ...options],
    chosen: ({ metric, assertion }) => (metric === '' ? '' : criterion(metric, assertion)),
    change: (value) => {
      const [metric = '', assertion] = (value === '' ? [] : JSON.parse(value)) as readonly [string?, number?]
      return { metric, assertion }
    },
  }
}

function criterion(metric: string, assertion?: number): string {
  return JSON.stringify(assertion === undefined ? [metric] : [metric, assertion])
}

/** A column of free text would make a list that nobody reads. */
const mostValues = 500

function sliceChoice(column: string, { rows }: CaseIndex): Choice {
  const values = rows.flatMap(({ data }) => data.slices.filter(([of]) => of === column).map(([, value]) => value))
  const options = [...Map.groupBy(values, (value) => value)].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return {
    label: column,
    options: [
      { value: '', text: 'any' },
      ...options
        .slice(0, mostValues)
        .map(([value, all]) => ({ value: `=${value}`, text: `${value} (${count(all.length)})` })),
    ],
    chosen: ({ slices }) => (slices.has(column) ? `=${slices.get(column)}` : ''),
    change: (value, { slices }) => {
      const others = [...slices].filter(([of]) => of !== column)
      return { slices: new Map(value === '' ? others : [...others, [column, value.slice(1)]]) }
    },
  }
}

function stepChoice({ cases: { groups } }: CaseIndex): Choice {
  const steps = [...new Set(groups.flatMap((group) => group.steps))]
  return {
    label: 'Answers',
    options: [{ value: '', text: 'any' }, ...steps.map((step) => ({ value: step, text: `of ${step} differ` }))],
    chosen: ({ step }) => step,
    change: (step) => ({ step }),
  }
}

const sortWords: { readonly [S in Sort]: string } = {
  worst: 'worst first',
  best: 'best first',
  score: 'lowest score first',
  id: 'by id',
  latency: 'slowest first',
  cost: 'dearest first',
}

/** Without a base there are no changes, and what is worst has the lowest score. */
function sortChoice(compared: boolean): Choice {
  const possible = sorts.filter((sort) => compared || (sort !== 'worst' && sort !== 'best'))
  return {
    label: 'Sort',
    options: possible.map((value) => ({ value, text: sortWords[value] })),
    chosen: ({ sort }) => (possible.includes(sort) ? sort : 'score'),
    change: (sort) => ({ sort: sort as Sort }),
  }
}
