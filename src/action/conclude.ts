import { readInput } from '../adapters/actions/inputs.ts'
import { runPage } from '../commands/run-page.ts'
import type { ExitCode } from '../verdict/reports.ts'
import { found, isAllTold, nothingLeftToTell } from './handover.ts'
import { tellingWithout } from './no-result.ts'
import { publish } from './publish.ts'
import { tellerOf } from './surroundings.ts'
import type { World } from './world.ts'

/** How a run ended that has no result. */
interface End {
  readonly exitCode: ExitCode
  readonly why: string
}

/**
 * Tells what there is to tell of a run that has not told it: its result, where it found one, else that there is none. Does
 * nothing where nobody was to be told, or a job that is being cancelled has no time: then `post` does it.
 */
export async function concludeWithout(end: End, world: World, desk: string): Promise<void> {
  if (world.signal.aborted || isAllTold(desk)) return
  for (const one of [...(found(desk, 'projects') ?? []), desk]) await concludeOne(end, world, one)
  if (found(desk, 'place')?.writes === true) nothingLeftToTell(desk)
}

async function concludeOne(end: End, world: World, desk: string): Promise<void> {
  const place = found(desk, 'place')
  if (place === undefined || !place.writes || found(desk, 'told') === true) return
  const telling = found(desk, 'telling') ?? tellingWithout(end, place, runPage(world.env))
  await publish(telling, place, await tellerOf(world, readInput('github-token')))
}
