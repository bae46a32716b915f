import type { Needs } from '../commands/needs.ts'
import { today } from '../adapters/system-clock.ts'
import { openNeeds, secretsIn } from '../commands/open-needs.ts'
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
export function snapshotRequest(options: OptionValues, { dir, env }: World): SnapshotRequest {
  const [project, base, head] = ['project', 'base', 'head'].map((option) => textOf(options, option))
  return { dir, project, base, head, today: today(env), isOwnWorkTree: !isAutomated(env) }
}

/** As services that build and test say it of themselves. */
export function isAutomated({ CI = '' }: World['env']): boolean {
  return CI !== '' && CI !== 'false' && CI !== '0'
}

/** What commands need of the world. */
export function needsOf(options: OptionValues, { env, signal, log, progress }: World): Needs {
  return openNeeds(env, options['quiet'] === true ? { signal, log: () => {} } : { signal, log, progress })
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
  requestedFormat(options, report.command) // of a run that is rendered again nobody knew before what it is
  const style = world.colours ? ansiStyle : plainStyle
  const rendering = { sources, secrets: secretsIn(world.env, keys), style }
  return { stdout: renderReport(report, format, rendering), exitCode: report.exitCode }
}

function requestedFormat(options: OptionValues, command: Report['command']): string {
  const formats = formatsOf(command)
  const format = textOf(options, 'format') ?? formats[0] ?? ''
  if (formats.includes(format)) return format
  const near = nearest(format, formats)
  throw new UsageFault(
    `no format '${format}' for ${command}${near === undefined ? '.' : `; did you mean '${near}'?`} There are: ${formats.join(', ')}`,
  )
}
