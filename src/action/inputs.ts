import { readChoice, readFlag, readInput } from '../adapters/actions/inputs.ts'
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
  return {
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
  }
}

function given(name: string): string | undefined {
  return readInput(name) || undefined
}
