import type { PullRequest } from '../../publishing/forge.ts'
import type { Line } from './line.ts'
import { allPages } from './pages.ts'
import { type FoundPullRequest, readPullRequest } from './pull-request.ts'

const permission = 'pull-requests: read'
/** ms before each look: what GitHub answers may come from a copy that is some seconds old. */
const waits = [0, 2_000, 4_000]
/** All of them. */
export const lagMs = waits.reduce((sum, ms) => sum + ms, 0)
/** Closed since by others, in the seconds between a merge and its run. */
const latest = 30

/**
 * The pull request whose merge made this commit; undefined for a direct push. It is looked for among those that changed
 * last, which GitHub knows at once, and in its index of commits, which lags behind a merge by tens of seconds and is for
 * commits of earlier days. Neither a list, which may hold several, nor the commit's message, which anybody can write, is
 * believed: the pull request itself must say that it was merged into this repository by this commit.
 */
export async function pullRequestOfMerge(
  line: Line,
  repository: string,
  commit: string,
): Promise<PullRequest | undefined> {
  const isIt = (found: FoundPullRequest): boolean =>
    found.merged && found.mergeSha === commit && found.into === repository.toLowerCase()
  for (const ms of waits) {
    if (ms > 0 && !(await line.wait(ms))) return undefined
    const found = (await closedLast(line)).find(isIt) ?? (await pullRequestsOf(line, commit)).find(isIt)
    if (found !== undefined) return found
  }
  return undefined
}

async function closedLast(line: Line): Promise<readonly FoundPullRequest[]> {
  const { found } = await line.ask({
    route: 'GET /repos/{owner}/{repo}/pulls',
    parameters: { state: 'closed', sort: 'updated', direction: 'desc', per_page: latest },
    permission,
    read: ({ data }) => (Array.isArray(data) ? { found: data as readonly unknown[] } : undefined),
  })
  return found.map(readPullRequest).filter((one) => one !== undefined)
}

async function pullRequestsOf(line: Line, commit: string): Promise<readonly FoundPullRequest[]> {
  const route = 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls'
  return allPages(line, { route, parameters: { commit_sha: commit }, permission }, readPullRequest)
}
