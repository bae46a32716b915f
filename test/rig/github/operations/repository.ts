import { fullRepositoryShape } from '../shapes/repository.ts'
import { ok, type Operation } from './operation.ts'

const getRepository: Operation = {
  id: 'repos/get',
  needs: [{}],
  answer: ({ state }) => ok(fullRepositoryShape(state)),
}

export const repositoryOperations = [getRepository]
