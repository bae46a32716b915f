import { readCommits } from '../git-side.ts'
import { tipOf } from '../made-up-sha.ts'
import { nodeId, repositoryApi, repositoryPage } from '../shapes/addresses.ts'
import { workflowRunShape } from '../shapes/workflow-run.ts'
import type { State, WorkflowRun } from '../state.ts'
import { type Event, eventOf, type Source, surroundings } from './event.ts'
import { commitOf } from './push.ts'

/** A run ended; what it starts runs on the default branch, with its rights. `pull_requests` is empty for a fork's. */
export async function workflowRunEvent({ state }: Source, run: WorkflowRun): Promise<Event> {
  const { defaultBranch } = state.repository
  const payload = {
    action: 'completed',
    workflow: workflowShape(state, run),
    workflow_run: {
      ...workflowRunShape(state, run),
      check_suite_node_id: nodeId('CheckSuite', 1),
      head_commit: await headCommit(state, run.headSha),
    },
    ...surroundings(state, run.actor),
  }
  const sha = await tipOf(state, defaultBranch)
  return eventOf('workflow_run', { payload, ref: `refs/heads/${defaultBranch}`, sha, actor: run.actor })
}

async function headCommit({ git }: State, sha: string): Promise<object | null> {
  if (git === undefined) return null
  const [commit] = await readCommits(git, '-1', sha)
  return commit === undefined ? null : commitOf(commit)
}

function workflowShape(state: State, { name, path }: WorkflowRun): object {
  const page = repositoryPage(state)
  return {
    id: 1,
    node_id: nodeId('Workflow', 1),
    name,
    path,
    state: 'active',
    created_at: '2026-01-01T09:00:00Z',
    updated_at: '2026-01-01T09:00:00Z',
    url: `${repositoryApi(state)}/actions/workflows/1`,
    html_url: `${page}/blob/${state.repository.defaultBranch}/${path}`,
    badge_url: `${page}/workflows/${encodeURIComponent(name)}/badge.svg`,
  }
}
