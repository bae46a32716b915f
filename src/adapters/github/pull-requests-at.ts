import type { Head, PullRequest } from '../../publishing/forge.ts'
import type { Line } from './line.ts'
import { allPages } from './pages.ts'
import { readPullRequest } from './pull-request.ts'

/**
 * The open pull requests whose head is this commit of this repository, oldest first. GitHub finds them by the branch's name,
 * which others may have as well, so that commit and repository are held against them.
 */
export async function pullRequestsAt(
  line: Line,
  { sha, repositoryId, owner, branch }: Head,
): Promise<readonly PullRequest[]> {
  const question = {
    route: 'GET /repos/{owner}/{repo}/pulls',
    parameters: { state: 'open', head: `${owner}:${branch}` },
    permission: 'pull-requests: read',
  }
  const open = await allPages(line, question, readPullRequest)
  const here = open.filter((found) => found.headSha === sha && found.headRepositoryId === repositoryId)
  return here.toSorted((a, b) => a.number - b.number)
}
