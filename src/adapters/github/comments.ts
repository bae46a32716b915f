import type { Comment } from '../../publishing/forge.ts'
import { type Identity, isOurs } from './identity.ts'
import { fieldOf, numberOf, textOf } from './json.ts'
import type { Reply } from './client.ts'
import type { Line } from './line.ts'
import { requireLength } from './limits.ts'
import { allPages } from './pages.ts'

const permission = 'pull-requests: write'
/** GitHub refuses more characters of a body; its description of the API does not say so. */
const mostCharacters = 65_536

/** Comments of ours, oldest first. */
export async function ownComments(line: Line, identity: Identity, pullRequest: number): Promise<readonly Comment[]> {
  const question = {
    route: 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
    parameters: { issue_number: pullRequest },
    permission: 'pull-requests: read',
  }
  const own = (entry: unknown) => (isOurs(fieldOf(entry, 'user'), identity) ? commentOf(entry) : undefined)
  return (await allPages(line, question, own)).toSorted((a, b) => a.id - b.id)
}

/** Posts once: a comment of ours with this marker that is there after a lost reply is the one. */
export async function createComment(
  line: Line,
  identify: () => Promise<Identity>,
  { pullRequest, body, marker }: { readonly pullRequest: number; readonly body: string; readonly marker: string },
): Promise<Comment> {
  requireLength('a comment', body, mostCharacters)
  const post = {
    route: 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
    parameters: { issue_number: pullRequest, body },
    permission,
    read: readComment,
  }
  return line.create(post, async () => {
    const own = await ownComments(line, await identify(), pullRequest)
    const there = own.find((comment) => comment.body.startsWith(marker))
    return there === undefined || there.body === body ? there : updateComment(line, there.id, body)
  })
}

/** Writing the same body twice is as good as once. */
export async function updateComment(line: Line, id: number, body: string): Promise<Comment> {
  requireLength('a comment', body, mostCharacters)
  const route = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}'
  return line.ask({ route, parameters: { comment_id: id, body }, permission, read: readComment })
}

/** One that is gone already is as good as deleted. */
export async function deleteComment(line: Line, id: number): Promise<void> {
  const route = 'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}'
  await line.ask({ route, parameters: { comment_id: id }, permission, read: () => 'gone', missing: 'gone' })
}

function readComment({ data }: Reply): Comment | undefined {
  return commentOf(data)
}

function commentOf(entry: unknown): Comment | undefined {
  const id = numberOf(entry, 'id')
  if (id === undefined) return undefined
  return { id, body: textOf(entry, 'body') ?? '', url: textOf(entry, 'html_url') ?? '' }
}
