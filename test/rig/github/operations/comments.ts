import { invalidField, notFound } from '../refusal.ts'
import { commentShape } from '../shapes/comment.ts'
import { type Comment, replace, type State } from '../state.ts'
import { type Call, callerIn, ok, type Operation } from './operation.ts'
import { listReply } from './pages.ts'

const longestBody = 65_536

const listComments: Operation = {
  id: 'issues/list-comments',
  needs: [{ issues: 'read' }, { pullRequests: 'read' }],
  answer(call) {
    const { state, parameters } = call
    const issue = issueIn(call)
    const since = String(parameters['since'] ?? '')
    const comments = state.comments.filter((one) => one.issue === issue && one.updatedAt >= since)
    return listReply(call, comments, (comment) => commentShape(state, comment))
  },
}

const createComment: Operation = {
  id: 'issues/create-comment',
  needs: [{ issues: 'write' }, { pullRequests: 'write' }],
  answer(call) {
    const { account, app } = callerIn(call)
    const comment = addComment(call.state, { issue: issueIn(call), body: bodyIn(call), author: account, app })
    const shape = commentShape(call.state, comment) as { url: string }
    return { status: 201, body: shape, headers: { location: shape.url } }
  },
}

const updateComment: Operation = {
  id: 'issues/update-comment',
  needs: [{ issues: 'write' }, { pullRequests: 'write' }],
  answer(call) {
    const { state } = call
    const changed = { ...commentIn(call), body: bodyIn(call), updatedAt: state.now() }
    return ok(commentShape(state, replace(state.comments, changed)))
  },
}

const deleteComment: Operation = {
  id: 'issues/delete-comment',
  needs: [{ issues: 'write' }, { pullRequests: 'write' }],
  answer(call) {
    call.state.comments.splice(call.state.comments.indexOf(commentIn(call)), 1)
    return { status: 204 }
  },
}

/** Whoever may write comments may edit anybody's, as in GitHub. */
export const commentOperations = [listComments, createComment, updateComment, deleteComment]

export function addComment(state: State, comment: Pick<Comment, 'issue' | 'body' | 'author' | 'app'>): Comment {
  const now = state.now()
  const added = { ...comment, id: state.nextId(), createdAt: now, updatedAt: now }
  state.comments.push(added)
  return added
}

function issueIn({ state, parameters }: Call): number {
  const pull = state.pulls.find(({ number }) => number === parameters['issue_number'])
  if (pull === undefined) throw notFound()
  return pull.number
}

function commentIn({ state, parameters }: Call): Comment {
  const comment = state.comments.find(({ id }) => id === parameters['comment_id'])
  if (comment === undefined) throw notFound()
  return comment
}

function bodyIn({ body }: Call): string {
  const text = String(body['body'])
  const complain = (message: string) =>
    invalidField({ resource: 'IssueComment', code: 'unprocessable', field: 'data', message })
  if (text.trim() === '') throw complain('Body cannot be blank')
  if (Array.from(text).length > longestBody) throw complain(`Body is too long (maximum is ${longestBody} characters)`)
  return text
}
