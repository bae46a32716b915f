import type { GitSide } from '../git-side.ts'
import { notFound } from '../refusal.ts'
import { nodeId, repositoryApi } from '../shapes/addresses.ts'
import type { State } from '../state.ts'
import { gitIn, ok, type Operation } from './operation.ts'

const getRef: Operation = {
  id: 'git/get-ref',
  needs: [{ contents: 'read' }],
  async answer(call) {
    const name = `refs/${String(call.parameters['ref'])}`
    const ref = (await refsUnder(gitIn(call), name)).find((one) => one.name === name)
    if (ref === undefined) throw notFound()
    return ok(refShape(call.state, ref))
  },
}

/** Every ref that begins so, also in the middle of a name. */
const listMatchingRefs: Operation = {
  id: 'git/list-matching-refs',
  needs: [{ contents: 'read' }],
  async answer(call) {
    const refs = await refsUnder(gitIn(call), `refs/${String(call.parameters['ref'])}`)
    return ok(refs.map((ref) => refShape(call.state, ref)))
  },
}

export const refOperations = [getRef, listMatchingRefs]

interface Ref {
  readonly name: string
  readonly type: string
  readonly sha: string
}

async function refsUnder({ git }: GitSide, prefix: string): Promise<readonly Ref[]> {
  const lines = (await git('for-each-ref', '--format=%(refname) %(objecttype) %(objectname)')).split('\n')
  return lines
    .filter((line) => line.startsWith(prefix))
    .map((line) => {
      const [name = '', type = '', sha = ''] = line.split(' ')
      return { name, type, sha }
    })
}

function refShape(state: State, { name, type, sha }: Ref): object {
  const api = `${repositoryApi(state)}/git`
  return {
    ref: name,
    node_id: nodeId('Ref', name),
    url: `${api}/${name}`,
    object: { sha, type, url: `${api}/${type}s/${sha}` },
  }
}
