import { parseArgs } from 'node:util'
import { UsageFault } from '../diagnostic/fault.ts'
import { nearest } from '../source/nearest.ts'
import type { CommandSpec, OptionValues } from './command.ts'

export type Invocation =
  | { readonly do: 'help'; readonly command: CommandSpec | undefined }
  | { readonly do: 'version' }
  | { readonly do: 'run'; readonly command: CommandSpec; readonly options: OptionValues }

/** What a command line asks for. Throws UsageFault with what was found, what was expected and a suggestion. */
export function parseCommandLine(args: readonly string[], commands: readonly CommandSpec[]): Invocation {
  const [first, ...rest] = args
  if (first === undefined || first === '--help' || first === '-h') return { do: 'help', command: undefined }
  if (first === '--version' || first === '-v') return { do: 'version' }
  if (first === 'help')
    return { do: 'help', command: rest[0] === undefined ? undefined : commandNamed(rest[0], commands) }
  const command = commandNamed(first, commands)
  const options = parseOptions(rest, command)
  return options['help'] === true ? { do: 'help', command } : { do: 'run', command, options }
}

function commandNamed(name: string, commands: readonly CommandSpec[]): CommandSpec {
  const found = commands.find((command) => command.name === name)
  if (found !== undefined) return found
  const names = commands.map((command) => command.name)
  const near = suggestion(name, names)
  throw new UsageFault(`unknown command '${name}'${near === '' ? '.' : near} Commands: ${names.join(', ')}`)
}

function parseOptions(args: readonly string[], command: CommandSpec): OptionValues {
  const specs = command.options.map(
    ({ name, value }) => [name, { type: value === undefined ? 'boolean' : 'string' }] as const,
  )
  const known = { ...Object.fromEntries(specs), help: { type: 'boolean', short: 'h' } } as const
  const { tokens } = parseArgs({ args: [...args], options: known, strict: false, tokens: true, allowPositionals: true })
  for (const token of tokens) if (token.kind === 'option') requireKnown(token, command)
  const { values, positionals } = parseArgs({ args: [...args], options: known, strict: false, allowPositionals: true })
  return { ...(values as OptionValues), ...argumentsOf(positionals, command) }
}

/** The arguments without a name, under the names that the command gives them. */
function argumentsOf(positionals: readonly string[], { name, arguments: known = [], rest }: CommandSpec): OptionValues {
  const more = positionals.slice(known.length)
  if (rest === undefined && more[0] !== undefined) throw new UsageFault(`llmops ${name} takes no argument '${more[0]}'`)
  const single = positionals.slice(0, known.length).map((value, at) => [known[at]?.name ?? '', value] as const)
  return { ...Object.fromEntries(single), ...(rest !== undefined && { [rest.name]: more }) }
}

function requireKnown(
  token: { readonly name: string; readonly rawName: string; readonly value?: string | undefined },
  command: CommandSpec,
): void {
  if (token.name === 'help') return
  const spec = command.options.find(({ name }) => name === token.name)
  const names = command.options.map(({ name }) => name)
  if (spec === undefined)
    throw new UsageFault(
      `unknown option '${token.rawName}' of llmops ${command.name}${suggestion(token.name, names, '--')}`,
    )
  if (spec.value !== undefined && token.value === undefined)
    throw new UsageFault(`'${token.rawName}' needs a value: ${token.rawName} ${spec.value}`)
  if (spec.value === undefined && token.value !== undefined) throw new UsageFault(`'${token.rawName}' takes no value`)
}

function suggestion(found: string, known: readonly string[], prefix = ''): string {
  const name = nearest(found, known)
  return name === undefined ? '' : `; did you mean '${prefix}${name}'?`
}
