import { type CommitFacts, type GitSide, readChanges, readCommits } from '../git-side.ts'
import { notFound, Refusal } from '../refusal.ts'
import { repositoryApi, repositoryPage } from '../shapes/addresses.ts'
import { changeShape, commitShape } from '../shapes/commit.ts'
import { type Call, gitIn, ok, type Operation } from './operation.ts'
import { pageOf } from './pages.ts'

const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'
const mostFiles = 300

const getCommit: Operation = {
  id: 'repos/get-commit',
  needs: [{ contents: 'read' }],
  async answer(call) {
    const git = gitIn(call)
    const ref = String(call.parameters['ref'])
    const sha = await git.commitAt(ref)
    if (sha === undefined) throw new Refusal(422, `No commit found for SHA: ${ref}`)
    const commit = await readCommit(git, sha)
    const changes = await readChanges(git, commit.parents[0] ?? emptyTree, sha)
    const additions = changes.reduce((sum, change) => sum + change.additions, 0)
    const deletions = changes.reduce((sum, change) => sum + change.deletions, 0)
    const { items, headers } = pageOf(call, changes)
    const body = {
      ...commitShape(call.state, commit),
      stats: { additions, deletions, total: additions + deletions },
      files: items.map((change) => changeShape(call.state, change, sha)),
    }
    return { status: 200, body, headers }
  },
}

const compareCommits: Operation = {
  id: 'repos/compare-commits-with-basehead',
  needs: [{ contents: 'read' }],
  async answer(call) {
    const git = gitIn(call)
    const { base, head } = await sidesIn(call, git)
    const mergeBase = await git.attempt('merge-base', base, head)
    if (mergeBase === undefined) throw new Refusal(404, `No common ancestor between ${base} and ${head}.`)
    return comparison(call, git, { base, head, mergeBase })
  },
}

export const commitOperations = [getCommit, compareCommits]

interface Sides {
  readonly base: string
  readonly head: string
}

async function comparison(call: Call, git: GitSide, { base, head, mergeBase }: Sides & { mergeBase: string }) {
  const { state } = call
  const ahead = await readCommits(git, '--reverse', `${base}..${head}`)
  const behind = await readCommits(git, `${head}..${base}`)
  const changes = await readChanges(git, mergeBase, head)
  const { items, headers } = pageOf(call, ahead)
  const page = `${repositoryPage(state)}/compare/${base}...${head}`
  const body = {
    url: `${repositoryApi(state)}/compare/${base}...${head}`,
    html_url: page,
    permalink_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    base_commit: commitShape(state, await readCommit(git, base)),
    merge_base_commit: commitShape(state, await readCommit(git, mergeBase)),
    status: relation(ahead.length, behind.length),
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    commits: items.map((commit) => commitShape(state, commit)),
    files: changes.slice(0, mostFiles).map((change) => changeShape(state, change, head)),
  }
  return { ...ok(body), headers }
}

async function sidesIn({ parameters }: Call, git: GitSide): Promise<Sides> {
  const [base, head] = await Promise.all(
    String(parameters['basehead'])
      .split('...')
      .map((name) => git.commitAt(name)),
  )
  if (base === undefined || head === undefined) throw notFound()
  return { base, head }
}

async function readCommit(git: GitSide, sha: string): Promise<CommitFacts> {
  const [commit] = await readCommits(git, '-1', sha)
  if (commit === undefined) throw notFound()
  return commit
}

function relation(ahead: number, behind: number): string {
  if (ahead > 0) return behind > 0 ? 'diverged' : 'ahead'
  return behind > 0 ? 'behind' : 'identical'
}
