import { tipOf } from './made-up-sha.ts'
import type { Artifact, PullRequest, State, WorkflowRun } from './state.ts'

export interface RunSketch {
  /** The number of the pull request whose `pull_request` workflow ran; absent: a push to the default branch. */
  readonly pullRequest?: number
  /** Default: what `pullRequest` says. */
  readonly event?: string
  /** Of the workflow. Default `llmops`. */
  readonly name?: string
  /** Default `success`; `null`: it still runs. */
  readonly conclusion?: string | null
  /** Default: the pull request's head. */
  readonly headSha?: string
}

/** A run of a workflow. A fork's names no pull request, as in GitHub. */
export async function addRun(state: State, sketch: RunSketch): Promise<WorkflowRun> {
  const pull = state.pulls.find(({ number }) => number === sketch.pullRequest)
  const { conclusion = 'success' } = sketch
  const head = pull === undefined ? await pushedHead(state) : headOf(pull)
  const run: WorkflowRun = {
    id: state.nextId(),
    name: sketch.name ?? 'llmops',
    path: '.github/workflows/llmops.yml',
    event: sketch.event ?? (pull === undefined ? 'push' : 'pull_request'),
    status: conclusion === null ? 'in_progress' : 'completed',
    conclusion,
    ...head,
    headSha: sketch.headSha ?? head.headSha,
    pullRequests: pull === undefined || pull.head.repository.fork ? [] : [pull.number],
    actor: pull?.author ?? state.account('ada'),
    attempt: 1,
    createdAt: state.now(),
  }
  state.runs.push(run)
  return run
}

export function addArtifact(
  state: State,
  artifact: Pick<Artifact, 'run' | 'name' | 'zip'> & { expired?: boolean },
): Artifact {
  const added = { expired: false, ...artifact, id: state.nextId(), createdAt: state.now() }
  state.artifacts.push(added)
  return added
}

function headOf({ head }: PullRequest): Pick<WorkflowRun, 'headSha' | 'headBranch' | 'headRepository'> {
  return { headSha: head.sha, headBranch: head.branch, headRepository: head.repository }
}

async function pushedHead(state: State): Promise<ReturnType<typeof headOf>> {
  const sha = await tipOf(state, state.repository.defaultBranch)
  return { headSha: sha, headBranch: state.repository.defaultBranch, headRepository: state.repository }
}
