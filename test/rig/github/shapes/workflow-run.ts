import { createHash } from 'node:crypto'
import type { Artifact, State, WorkflowRun } from '../state.ts'
import { accountShape } from './account.ts'
import { nodeId, repositoryApi, repositoryPage } from './addresses.ts'
import { pullRequestMinimalShape } from './pull-request.ts'
import { minimalRepositoryShape } from './repository.ts'

/** GitHub's `workflow-run`. */
export function workflowRunShape(state: State, run: WorkflowRun): object {
  const api = repositoryApi(state)
  const url = `${api}/actions/runs/${run.id}`
  const pulls = state.pulls.filter(({ number }) => run.pullRequests.includes(number))
  const parts = ['jobs', 'logs', 'artifacts', 'cancel', 'rerun'].map((part) => [`${part}_url`, `${url}/${part}`])
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('WorkflowRun', run.id),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.path,
    display_title: run.name,
    run_number: 1,
    run_attempt: run.attempt,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: 1,
    check_suite_id: 1,
    url,
    html_url: `${repositoryPage(state)}/actions/runs/${run.id}`,
    pull_requests: pulls.map((pull) => pullRequestMinimalShape(state, pull)),
    created_at: run.createdAt,
    updated_at: run.createdAt,
    run_started_at: run.createdAt,
    actor: accountShape(state, run.actor),
    triggering_actor: accountShape(state, run.actor),
    ...Object.fromEntries(parts),
    check_suite_url: `${api}/check-suites/1`,
    previous_attempt_url: null,
    workflow_url: `${api}/actions/workflows/1`,
    head_commit: null,
    repository: minimalRepositoryShape(state, state.repository),
    head_repository: minimalRepositoryShape(state, run.headRepository),
  }
}

/** GitHub's `artifact`. */
export function artifactShape(state: State, artifact: Artifact): object {
  const url = `${repositoryApi(state)}/actions/artifacts/${artifact.id}`
  const run = state.runs.find(({ id }) => id === artifact.run)
  return {
    id: artifact.id,
    node_id: nodeId('Artifact', artifact.id),
    name: artifact.name,
    size_in_bytes: artifact.zip.length,
    url,
    archive_download_url: `${url}/zip`,
    expired: artifact.expired,
    digest: `sha256:${createHash('sha256').update(artifact.zip).digest('hex')}`,
    created_at: artifact.createdAt,
    updated_at: artifact.createdAt,
    expires_at: artifact.createdAt.replace(/^\d+/, (year) => String(Number(year) + 1)),
    workflow_run: {
      id: artifact.run,
      repository_id: state.repository.id,
      head_repository_id: run?.headRepository.id ?? state.repository.id,
      head_branch: run?.headBranch ?? null,
      head_sha: run?.headSha ?? null,
    },
  }
}
