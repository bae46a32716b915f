import { UsageFault } from '../diagnostic/fault.ts'
import { formatsOf } from '../report/formats.ts'
import {
  baseOption,
  type CommandSpec,
  formatOption,
  headOption,
  type OptionValues,
  projectOption,
  quietOption,
  textOf,
} from './command.ts'
import { needsOf, show, snapshotRequest } from './show.ts'

/** Outputs of a sheet, unless it is said. */
const usualOutputs = 50

export const calibrateCommand: CommandSpec = {
  name: 'calibrate',
  summary: 'compare judges with what humans say, or write the sheet in which they say it',
  description: [
    "Asks each judge about the outputs that humans labelled (an assertion's labels: {file: …}), and says how far they agree:",
    'the share with its interval, kappa, what the judge passes wrongly, and where they differ. A price is announced first.',
    'With --sheet: a CSV of remembered outputs, drawn across slices and across what the judge passes and fails, without its word.',
  ].join('\n'),
  examples: [
    { command: 'llmops calibrate quality --metric grounded --sheet grounded.labels.csv', does: 'what to label' },
    { command: 'llmops calibrate --dry-run', does: 'what is known, and what asking the rest would cost' },
    {
      command: 'llmops calibrate --record',
      does: 'and keep the answers in Git: checks say the agreement without asking',
    },
  ],
  arguments: [{ name: 'SUITE', help: 'only the judges of this EvalSuite (default: all)' }],
  options: [
    { name: 'metric', value: 'NAME', help: 'only the judges of this metric (default: all)' },
    { name: 'sheet', value: 'FILE', help: 'write a sheet for humans, and ask nobody; never overwrites' },
    { name: 'cases', value: 'NUMBER', help: `outputs in the sheet, at most (default: ${usualOutputs})` },
    { name: 'record', value: undefined, help: "write the judges' answers to llmops/recorded/<suite>.labels.jsonl" },
    { name: 'dry-run', value: undefined, help: 'ask nobody' },
    headOption,
    baseOption,
    projectOption,
    formatOption(formatsOf('calibrate')),
    quietOption,
  ],
  async run(options, world) {
    const { calibrate } = await import('../commands/calibrate.ts')
    return show(options, world, 'calibrate', () =>
      calibrate(
        {
          ...snapshotRequest(options, world),
          suite: textOf(options, 'SUITE'),
          metric: textOf(options, 'metric'),
          sheet: sheetOf(options),
          record: options['record'] === true,
          dryRun: options['dry-run'] === true,
        },
        needsOf(options, world),
      ),
    )
  },
}

function sheetOf(options: OptionValues): { readonly file: string; readonly outputs: number } | undefined {
  const file = textOf(options, 'sheet')
  const cases = textOf(options, 'cases')
  if (file === undefined && cases !== undefined) throw new UsageFault("'--cases' is for a sheet: --sheet FILE")
  if (cases !== undefined && !/^[1-9]\d{0,5}$/.test(cases))
    throw new UsageFault(`'--cases ${cases}': a whole number of at least 1`)
  return file === undefined ? undefined : { file, outputs: cases === undefined ? usualOutputs : Number(cases) }
}
