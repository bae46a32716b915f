import type { CommandSpec, OptionSpec } from './command.ts'

/** The list of commands: `llmops --help`. */
export function overview(commands: readonly CommandSpec[]): string {
  return [
    "llmops: Terraform's plan/apply, for the behaviour of LLM applications",
    '',
    'Usage: llmops COMMAND [options]',
    '',
    ...columns(commands.map(({ name, summary }) => [name, summary])),
    '',
    "Start with 'llmops init' in a Git repository. 'llmops COMMAND --help' explains a command.",
    'Results go to stdout, progress to stderr.',
    '',
    ...exitCodes,
    '',
  ].join('\n')
}

/** `llmops COMMAND --help`. */
export function commandHelp(command: CommandSpec): string {
  const named = [...(command.arguments ?? []), ...(command.rest === undefined ? [] : [command.rest])]
  return [
    `llmops ${command.name}: ${command.summary}`,
    '',
    ...command.description.split('\n'),
    '',
    `Usage: ${['llmops', command.name, ...named.map(({ name }) => name), '[options]'].join(' ')}`,
    '',
    ...columns([
      ...named.map(({ name, help }) => [name, help] as const),
      ...[...command.options, help].map((option) => [optionText(option), option.help] as const),
    ]),
    '',
    ...columns(command.examples.map(({ command, does }) => [command, does])),
    '',
    ...exitCodes,
    '',
  ].join('\n')
}

const help: OptionSpec = { name: 'help', value: undefined, help: 'this text' }

const exitCodes = [
  'Exit codes:',
  '  0   done, and every gate holds (or nothing to evaluate, proved)',
  '  1   a gate fails: a regression, or a score below its floor',
  '  2   the configuration is invalid',
  '  3   incomplete: a provider, key or budget stood in the way',
  '  4   cannot tell, where the project says that blocks',
  '  64  wrong usage        70  a defect of llmops',
]

function optionText({ name, value }: OptionSpec): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`
}

/** Two columns; the second starts where the longest first one allows, at most at 34. */
function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.min(32, Math.max(0, ...rows.map(([left]) => left.length)))
  return rows.flatMap(([left, right]) =>
    left.length > width ? [`  ${left}`, `  ${' '.repeat(width)}  ${right}`] : [`  ${left.padEnd(width)}  ${right}`],
  )
}
