import type { CheckRun, State } from '../state.ts'
import { appShape } from './account.ts'
import { nodeId, repositoryApi, repositoryPage } from './addresses.ts'
import { pullRequestMinimalShape } from './pull-request.ts'

/** GitHub's `check-run`; pull requests of forks are not among its own, as in GitHub. */
export function checkRunShape(state: State, run: CheckRun): object {
  const url = `${repositoryApi(state)}/check-runs/${run.id}`
  const page = `${repositoryPage(state)}/runs/${run.id}`
  const pulls = state.pulls.filter(
    ({ state, head }) => state === 'open' && head.sha === run.sha && !head.repository.fork,
  )
  return {
    id: run.id,
    node_id: nodeId('CheckRun', run.id),
    head_sha: run.sha,
    name: run.name,
    external_id: run.externalId,
    url,
    html_url: page,
    details_url: run.detailsUrl ?? page,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: 1 },
    app: appShape(state, run.app),
    pull_requests: pulls.map((pull) => pullRequestMinimalShape(state, pull)),
  }
}
