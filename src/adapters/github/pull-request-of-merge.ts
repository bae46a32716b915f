import { ForgeFault, type PullRequest } from '../../publishing/forge.ts'
import { fieldOf, textOf } from './json.ts'
import type { Line } from './line.ts'
import { allPages } from './pages.ts'
import { type FoundPullRequest, readPullRequest } from './pull-request.ts'

const permission = 'pull-requests: read'
/** ms before each look: GitHub's index of commits lags behind a merge by tens of seconds. */
const waits = [0, 2_000, 4_000, 8_000, 16_000]
/** All of them. */
export const lagMs = waits.reduce((sum, ms) => sum + ms, 0)

/**
 * The pull request whose merge made this commit. Neither the index, which may list several, nor the commit's message, which
 * anybody can write, is believed: the pull request itself must say that it was merged into this repository by this commit.
 */
export async function pullRequestOfMerge(
  line: Line,
  repository: string,
  commit: string,
): Promise<PullRequest | undefined> {
  const isIt = (found: FoundPullRequest): boolean =>
    found.merged && found.mergeSha === commit && found.into === repository.toLowerCase()
  let numbers: readonly number[] | undefined
  for (const ms of waits) {
    if (ms > 0 && !(await line.wait(ms))) return undefined
    const listed = (await pullRequestsOf(line, commit)).find(isIt)
    if (listed !== undefined) return listed
    numbers ??= numbersIn(await firstLineOf(line, commit))
    for (const number of numbers) {
      const named = await pullRequestBy(line, number)
      if (named !== undefined && isIt(named)) return named
    }
  }
  return undefined
}

async function pullRequestsOf(line: Line, commit: string): Promise<readonly FoundPullRequest[]> {
  const route = 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls'
  return allPages(line, { route, parameters: { commit_sha: commit }, permission }, readPullRequest)
}

/** `#123` in the first line of a message, the last first: a squash puts its own number at the end. */
function numbersIn(firstLine: string): readonly number[] {
  const numbers = [...firstLine.matchAll(/#(\d{1,9})\b/g)].map(([, digits]) => Number(digits))
  return [...new Set(numbers.toReversed())].slice(0, 3)
}

/** Empty where this token may not read commits: then only the index is left. */
async function firstLineOf(line: Line, commit: string): Promise<string> {
  const question = {
    route: 'GET /repos/{owner}/{repo}/commits/{ref}',
    parameters: { ref: commit },
    permission: 'contents: read',
    read: ({ data }: { readonly data: unknown }) => textOf(fieldOf(data, 'commit'), 'message'),
  }
  try {
    return (await line.ask(question)).split('\n', 1)[0] ?? ''
  } catch (error) {
    if (error instanceof ForgeFault && error.trouble.kind !== 'unreachable') return ''
    throw error
  }
}

async function pullRequestBy(line: Line, number: number): Promise<FoundPullRequest | undefined> {
  const { found } = await line.ask<{ readonly found: FoundPullRequest | undefined }>({
    route: 'GET /repos/{owner}/{repo}/pulls/{pull_number}',
    parameters: { pull_number: number },
    permission,
    read: ({ data }) => ({ found: readPullRequest(data) }),
    missing: { found: undefined },
  })
  return found
}
