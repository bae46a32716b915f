import { tipOf } from '../made-up-sha.ts'
import { type Event, eventOf, type Source, surroundings } from './event.ts'

/** A cron line came due; it runs on the default branch, in the name of whoever wrote it. */
export async function scheduleEvent({ state }: Source, cron: string): Promise<Event> {
  const { defaultBranch } = state.repository
  const actor = state.account('ada')
  const { sender: _, ...said } = surroundings(state, actor) as { sender: object }
  const payload = { schedule: cron, workflow: '.github/workflows/llmops.yml', ...said }
  return eventOf('schedule', {
    payload,
    ref: `refs/heads/${defaultBranch}`,
    sha: await tipOf(state, defaultBranch),
    actor,
  })
}
