import type { Outcome, World } from './world.ts'

/** One option of a command, as `--name VALUE` or as the flag `--name`. */
export interface OptionSpec {
  readonly name: string
  /** What stands for the value in the help; undefined for a flag. */
  readonly value: string | undefined
  readonly help: string
}

export type OptionValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>

export interface CommandSpec {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** A paragraph and examples for `llmops NAME --help`. */
  readonly description: string
  readonly examples: readonly { readonly command: string; readonly does: string }[]
  /** What it takes without a name, such as a target. */
  readonly arguments?: readonly { readonly name: string; readonly help: string }[]
  /** What it takes any number of without a name, behind those, such as files. */
  readonly rest?: { readonly name: string; readonly help: string }
  readonly options: readonly OptionSpec[]
  run(options: OptionValues, world: World): Promise<Outcome>
}

export const projectOption: OptionSpec = {
  name: 'project',
  value: 'DIR',
  help: 'folder of the llmops.yaml (default: the one around this folder, else the only one)',
}

export const quietOption: OptionSpec = { name: 'quiet', value: undefined, help: 'no progress on stderr' }

export const headOption: OptionSpec = {
  name: 'head',
  value: 'REF',
  help: 'the commit to look at (default: the work tree)',
}

export const baseOption: OptionSpec = {
  name: 'base',
  value: 'REF',
  help: 'what to compare with: its merge base with head (default: the default branch)',
}

export function formatOption(formats: readonly string[]): OptionSpec {
  return { name: 'format', value: formats.join('|'), help: `form of the result on stdout (default: ${formats[0]})` }
}

/** The text given for an option; undefined where it was not given. */
export function textOf(options: OptionValues, name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}

/** Everything given for the arguments that a command takes any number of. */
export function textsOf(options: OptionValues, name: string): readonly string[] {
  const value = options[name]
  return Array.isArray(value) ? value : []
}
