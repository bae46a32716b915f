import { tipOf } from '../made-up-sha.ts'
import { type Event, eventOf, type Source, surroundings } from './event.ts'

/** Somebody started the workflow by hand, on a branch, with the inputs that its form has. */
export async function workflowDispatchEvent(
  { state }: Source,
  inputs: Readonly<Record<string, string>>,
  branch: string = state.repository.defaultBranch,
): Promise<Event> {
  const actor = state.account('ada')
  const ref = `refs/heads/${branch}`
  const payload = { inputs, ref, workflow: '.github/workflows/llmops.yml', ...surroundings(state, actor) }
  return eventOf('workflow_dispatch', { payload, ref, sha: await tipOf(state, branch), actor })
}
