import { readChoice, readFlag, readInput } from '../adapters/actions/inputs.ts'
import { UsageFault } from '../diagnostic/fault.ts'
import { mostTrials, parseTrials } from '../evaluation/with-trials.ts'
import { shardFrom, shardsFrom } from '../commands/shard-request.ts'
import type { Shard } from '../evaluation/shard/shard.ts'
import { type Command, commands } from './event.ts'

/** What `with:` says, as `action.yml` declares it. */
export interface Inputs {
  readonly command: Command
  /** Folder of the project; undefined: the only one. */
  readonly project: string | undefined
  /** Undefined: nothing can be told, and Git asks without credentials. */
  readonly token: string | undefined
  readonly comment: boolean
  /** Name of the status to keep. */
  readonly status: string | undefined
  readonly defer: boolean
  readonly target: string | undefined
  readonly fresh: boolean
  /** At least so many trials of each case; undefined: as the suites say. */
  readonly trials: number | undefined
  /** Whether a suite's cases are run only until its gates are decided. */
  readonly stopEarly: boolean
  /** The part of a check that this job does; undefined: all of it. */
  readonly shard: Shard | undefined
  /** Into how many `plan` deals a check; undefined: as it sees fit. */
  readonly shards: number | undefined
  /** Where `report` finds what the shards left; undefined: where the workflow of the examples brings it. */
  readonly journals: string | undefined
  readonly dryRun: boolean
  readonly cache: boolean
}

/** Throws UsageFault for what means nothing. */
export function readInputs(): Inputs {
  return coherent({
    command: readChoice('command', commands),
    project: given('project'),
    token: given('github-token'),
    comment: readFlag('comment'),
    status: given('status'),
    defer: readFlag('defer'),
    target: given('target'),
    fresh: readFlag('fresh'),
    trials: trialsIn(given('trials')),
    stopEarly: readFlag('stop-early'),
    shard: mapped(given('shard'), (text) => shardFrom(text, 'the input `shard`')),
    shards: mapped(given('shards'), (text) => shardsFrom(text, 'the input `shards`')),
    journals: given('journals'),
    dryRun: readFlag('dry-run'),
    cache: readFlag('cache'),
  })
}

/** A shard is one of a check. */
const inShards: readonly Command[] = ['auto', 'check']

/** A job that passes and leaves the decision to a later one needs something that holds the pull request back until then. */
function coherent(inputs: Inputs): Inputs {
  if (inputs.shard !== undefined && inputs.stopEarly)
    throw new UsageFault('`stop-early` and `shard` do not go together: a shard cannot know what the others decide')
  if (inputs.shard !== undefined && !inShards.includes(inputs.command))
    throw new UsageFault(`\`shard\` is for \`command: check\`, not for ${inputs.command}`)
  if (!inputs.defer || inputs.status !== undefined) return inputs
  throw new UsageFault(
    '`defer: true` lets what comes from a fork pass here: give the second stage a `status: llmops` to hold it back with, ' +
      'here and there, and require that status of the branch',
  )
}

function trialsIn(text: string | undefined): number | undefined {
  const trials = text === undefined ? undefined : parseTrials(text)
  if (text === undefined || trials !== undefined) return trials
  throw new UsageFault(`the input \`trials\` is '${text}'; it takes a whole number from 1 to ${mostTrials}`)
}

function mapped<T>(text: string | undefined, read: (text: string) => T): T | undefined {
  return text === undefined ? undefined : read(text)
}

function given(name: string): string | undefined {
  return readInput(name) || undefined
}
