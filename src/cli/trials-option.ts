import { UsageFault } from '../diagnostic/fault.ts'
import { mostTrials, parseTrials } from '../evaluation/with-trials.ts'
import { type OptionSpec, type OptionValues, textOf } from './command.ts'

export const trialsOption: OptionSpec = {
  name: 'trials',
  value: 'N',
  help: 'at least N trials of each case; those that are remembered are used',
}

/** How often each case is tried at least; undefined: as the suites say. Throws UsageFault for what is no such number. */
export function trialsIn(options: OptionValues): number | undefined {
  const text = textOf(options, 'trials')
  const trials = text === undefined ? undefined : parseTrials(text)
  if (text === undefined || trials !== undefined) return trials
  throw new UsageFault(`--trials is '${text}'; it takes a whole number from 1 to ${mostTrials}`)
}
