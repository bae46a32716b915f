import { accountOperations } from './account.ts'
import { actionsOperations } from './actions.ts'
import { checkRunOperations } from './check-runs.ts'
import { commentOperations } from './comments.ts'
import { commitOperations } from './commits.ts'
import type { Operation } from './operation.ts'
import { pullRequestOperations } from './pull-requests.ts'
import { refOperations } from './refs.ts'
import { repositoryOperations } from './repository.ts'
import { statusOperations } from './statuses.ts'

/** What the server can do, by GitHub's name of it. The description has more. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  [
    ...accountOperations,
    ...actionsOperations,
    ...checkRunOperations,
    ...commentOperations,
    ...commitOperations,
    ...pullRequestOperations,
    ...refOperations,
    ...repositoryOperations,
    ...statusOperations,
  ].map((operation) => [operation.id, operation]),
)
