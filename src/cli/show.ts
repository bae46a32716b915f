import { openTransportWith } from '../adapters/openai/open-transport.ts'
import { createAssertionEngine } from '../adapters/promptfoo/assertion-engine.ts'
import { systemClock } from '../adapters/system-clock.ts'
import type { Needs } from '../commands/needs.ts'
import type { Rendered } from '../commands/validate.ts'
import type { SnapshotRequest } from '../commands/workspace.ts'
import { UsageFault } from '../diagnostic/fault.ts'
import { formatsOf, renderReport } from '../report/formats.ts'
import { ansiStyle, plainStyle } from '../report/style.ts'
import { nearest } from '../source/nearest.ts'
import type { Report } from '../verdict/reports.ts'
import { type OptionValues, textOf } from './command.ts'
import type { Outcome, World } from './world.ts'

/** Which trees the options name. */
export function snapshotRequest(options: OptionValues, { dir }: World): SnapshotRequest {
  return { dir, project: textOf(options, 'project'), base: textOf(options, 'base'), head: textOf(options, 'head') }
}

/** What commands need of the world. */
export function needsOf(options: OptionValues, { env, signal, log }: World): Needs {
  const quiet = options['quiet'] === true
  return {
    openTransport: openTransportWith(env),
    openAssertionEngine: createAssertionEngine,
    clock: systemClock,
    signal,
    log: quiet ? () => {} : log,
  }
}

/** Runs a command and renders its report. The format is checked first: nobody wants to pay for what cannot be shown. */
export async function show<R extends Report>(
  options: OptionValues,
  world: World,
  command: R['command'],
  run: () => Promise<Rendered<R>>,
): Promise<Outcome> {
  const format = requestedFormat(options, command)
  const { report, sources, keys } = await run()
  const secrets = keys.map((name) => world.env[name]).filter((value) => value !== undefined)
  const style = world.colours ? ansiStyle : plainStyle
  return { stdout: renderReport(report, format, { sources, secrets, style }), exitCode: report.exitCode }
}

function requestedFormat(options: OptionValues, command: Report['command']): string {
  const formats = formatsOf(command)
  const format = textOf(options, 'format') ?? formats[0] ?? ''
  if (formats.includes(format)) return format
  const near = nearest(format, formats)
  throw new UsageFault(
    `no format '${format}' for ${command}${near === undefined ? '' : `; did you mean '${near}'?`} There are: ${formats.join(', ')}`,
  )
}
