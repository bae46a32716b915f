import { UsageFault } from '../diagnostic/fault.ts'
import { formatsOf } from '../report/formats.ts'
import type { RowColumns } from '../verdict/score-files/row-columns.ts'
import { type CommandSpec, formatOption, type OptionSpec, type OptionValues, textOf } from './command.ts'
import { show } from './show.ts'

const columnOptions: readonly OptionSpec[] = [
  { name: 'id', value: 'NAME', help: 'rows: the column with the id of the case (default: id)' },
  {
    name: 'score',
    value: 'NAME',
    help: 'rows: the column with the score, a number or true and false (default: score)',
  },
  { name: 'metric', value: 'NAME', help: 'rows: the column that names the metric (default: metric, if there is one)' },
  { name: 'trial', value: 'NAME', help: 'rows: the column that tells repetitions of a case apart (default: trial)' },
  { name: 'cluster', value: 'NAME', help: 'rows: cases with the same value count as one draw (default: cluster)' },
  { name: 'slice', value: 'NAME,…', help: 'rows: columns to break the result down by' },
  { name: 'scale', value: 'FROM..TO', help: 'rows: the worst and the best score (default: 0..1)' },
  {
    name: 'binary',
    value: undefined,
    help: 'rows: a number says right or wrong, as true and false do; else it is a grade',
  },
]

export const compareFilesCommand: CommandSpec = {
  name: 'compare',
  summary: 'compare the scores in two files: results of eval or check, or JSON Lines or CSV of any tool',
  description: [
    'Pairs the cases of A (before) and B (after) by id, and says what their scores can tell, as check does: intervals,',
    'exact tests, gates. A file is what eval or check wrote with --format json, or has a row for each score: JSON Lines, a',
    'JSON list, or CSV with a header (NAME.csv).',
    'A column is a name, or a JSON Pointer into the row (/scores/accuracy). Gates are those of B, else 5 points.',
  ].join('\n'),
  examples: [
    { command: 'llmops compare main.json branch.json', does: 'results of llmops eval --format json' },
    { command: 'llmops compare old.jsonl new.jsonl --score correct --binary', does: 'rows of another tool' },
    { command: 'llmops compare a.jsonl b.jsonl --scale 1..5 --slice language', does: 'ratings, by language' },
  ],
  arguments: [
    { name: 'A', help: 'the file that B is compared with' },
    { name: 'B', help: 'the file in question' },
  ],
  options: [
    { name: 'max-drop', value: 'SHARE', help: 'the drop of a metric that is tolerated (default: as in B, else 0.05)' },
    { name: 'min', value: 'SHARE', help: 'the floor of every metric (default: as in B)' },
    { name: 'coverage', value: 'SHARE', help: "how many of A's cases need a score in B (default: 0.95)" },
    { name: 'when-unsure', value: 'allow|block', help: 'block: exit 4 where a gate cannot tell (default: allow)' },
    ...columnOptions,
    formatOption(formatsOf('compare')),
  ],
  async run(options, world) {
    const { compare } = await import('../commands/compare.ts')
    return show(options, world, 'compare', () =>
      compare({
        dir: world.dir,
        base: fileOf(options, 'A'),
        head: fileOf(options, 'B'),
        columns: columnsOf(options),
        settings: {
          maxDrop: shareOf(options, 'max-drop', { zero: false }),
          min: shareOf(options, 'min', { zero: true }),
          coverage: shareOf(options, 'coverage', { zero: true }) ?? 0.95,
        },
        whenUnsure: whenUnsureOf(options),
      }),
    )
  },
}

function fileOf(options: OptionValues, name: string): string {
  const file = textOf(options, name)
  if (file === undefined) throw new UsageFault('which files? llmops compare A B')
  return file
}

function columnsOf(options: OptionValues): RowColumns {
  const optional = ['metric', 'trial', 'cluster'] as const
  return {
    id: textOf(options, 'id') ?? 'id',
    score: textOf(options, 'score') ?? 'score',
    metric: textOf(options, 'metric') ?? 'metric',
    trial: textOf(options, 'trial') ?? 'trial',
    cluster: textOf(options, 'cluster') ?? 'cluster',
    slices: (textOf(options, 'slice') ?? '').split(',').filter((column) => column !== ''),
    named: new Set(optional.filter((name) => textOf(options, name) !== undefined)),
    scale: scaleOf(textOf(options, 'scale') ?? '0..1'),
    kind: options['binary'] === true ? 'binary' : 'graded',
  }
}

function scaleOf(text: string): RowColumns['scale'] {
  const [, from, to] = /^(-?\d+(?:\.\d+)?)\.\.(-?\d+(?:\.\d+)?)$/.exec(text) ?? []
  if (from === undefined || to === undefined || Number(from) === Number(to))
    throw new UsageFault(`'--scale ${text}' is no scale: the worst and the best score, as in 1..5`)
  return { from: Number(from), to: Number(to) }
}

function shareOf(options: OptionValues, name: string, { zero }: { readonly zero: boolean }): number | undefined {
  const text = textOf(options, name)
  if (text === undefined) return undefined
  const share = /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN
  if (share <= 1 && (zero ? share >= 0 : share > 0)) return share
  throw new UsageFault(`'--${name} ${text}' is no share: a number ${zero ? 'from 0' : 'above 0, up'} to 1, as in 0.05`)
}

function whenUnsureOf(options: OptionValues): 'allow' | 'block' {
  const text = textOf(options, 'when-unsure') ?? 'allow'
  if (text === 'allow' || text === 'block') return text
  throw new UsageFault(`'--when-unsure ${text}': allow or block`)
}
