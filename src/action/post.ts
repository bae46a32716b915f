import { fail, savedState } from '../adapters/actions/step.ts'
import type { ExitCode } from '../verdict/reports.ts'
import { concludeWithout } from './conclude.ts'
import { found } from './handover.ts'
import { saveMemory } from './memory.ts'
import type { World } from './world.ts'

const why = 'the run was ended from outside before it had a result'

/**
 * The last step of the action: does what `main` did not come to, because the job was cancelled or the process killed. A main
 * that did not end by itself fails here, too.
 */
export async function post(world: World): Promise<ExitCode> {
  const desk = savedState('desk')
  if (desk !== undefined) {
    await concludeWithout({ exitCode: 3, why }, world, desk)
    for (const one of [desk, ...(found(desk, 'projects') ?? [])]) await saveMemory(world, one)
  }
  if (desk !== undefined && found(desk, 'ended') !== undefined) return 0
  fail(why, 3)
  return 3
}
