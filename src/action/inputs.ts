import { readChoice, readFlag, readInput } from '../adapters/actions/inputs.ts'
import { UsageFault } from '../diagnostic/fault.ts'
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
    dryRun: readFlag('dry-run'),
    cache: readFlag('cache'),
  })
}

/** A job that passes and leaves the decision to a later one needs something that holds the pull request back until then. */
function coherent(inputs: Inputs): Inputs {
  if (!inputs.defer || inputs.status !== undefined) return inputs
  throw new UsageFault(
    '`defer: true` lets what comes from a fork pass here: give the second stage a `status: llmops` to hold it back with, ' +
      'here and there, and require that status of the branch',
  )
}

function given(name: string): string | undefined {
  return readInput(name) || undefined
}
