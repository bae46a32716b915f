import type { RunRequest } from '../commands/run-work.ts'
import { shardFrom, shardsFrom } from '../commands/shard-request.ts'
import { type OptionSpec, type OptionValues, textOf } from './command.ts'

export const shardOptions: readonly OptionSpec[] = [
  { name: 'shard', value: 'I/N', help: 'only the Ith of N parts; llmops report makes the result of all of them' },
  { name: 'journal', value: 'DIR', help: 'where the journal of the run is written (default: .llmops/journals)' },
]

export const shardsOption: OptionSpec = {
  name: 'shards',
  value: 'N',
  help: 'how many shards the matrix has (default: as many as the expected time is worth)',
}

/** What part of the work is asked for, and where its journal goes. Throws UsageFault for what is no shard. */
export function runRequest(options: OptionValues): Pick<RunRequest, 'journal' | 'shard'> {
  const shard = textOf(options, 'shard')
  return { shard: shard === undefined ? undefined : shardFrom(shard, '--shard'), journal: textOf(options, 'journal') }
}

/** Undefined: as the expected time suggests. Throws UsageFault for what is no number of shards. */
export function shardsIn(options: OptionValues): number | undefined {
  const shards = textOf(options, 'shards')
  return shards === undefined ? undefined : shardsFrom(shards, '--shards')
}
