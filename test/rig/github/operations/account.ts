import { personShape } from '../shapes/account.ts'
import { callerIn, ok, type Operation } from './operation.ts'

/** Refused to apps: an installation is nobody. GraphQL's `viewer` knows its bot. */
const getUser: Operation = {
  id: 'users/get-authenticated',
  needs: 'user',
  answer: (call) => ok(personShape(call.state, callerIn(call).account)),
}

const getRateLimit: Operation = {
  id: 'rate-limit/get',
  needs: 'anybody',
  answer: ({ rateLimit }) => ok({ resources: { core: rateLimit, search: rateLimit }, rate: rateLimit }),
}

export const accountOperations = [getUser, getRateLimit]
