import { join, resolve } from 'node:path'
import { CommitSnapshot } from '../adapters/git/commit-snapshot.ts'
import { fetchPinned } from '../adapters/git/pinned-commit.ts'
import { type Extends, extendsOf, isShorthand, type OpenExtended } from '../resources/extends.ts'
import type { Project } from '../resources/project.ts'
import type { Snapshot } from '../resources/snapshot.ts'
import { makeHome, ownHome, type ProjectPlace } from './own-home.ts'

/** Reads what projects extend: through Git, once for each commit. */
export interface Extensions {
  /** For a project whose word is taken: one of the base branch, or one of the user's own. */
  readonly ofTrusted: OpenExtended
  /** For the project of a change: only what one of `trusted` extends, too, at whatever commit. */
  ofChange(trusted: () => Promise<readonly (Project | undefined)[]>): OpenExtended
}

/**
 * @param isOwn whether head is what the user has before them on a machine of their own, so that its word is taken, too:
 *   a pull request sends nobody to an address
 */
export function openExtensions(place: ProjectPlace, isOwn: boolean, scope: AsyncDisposableStack): Extensions {
  const opened = new Map<string, Promise<Snapshot>>()
  const ofTrusted = (extended: Extends): Promise<Snapshot> => {
    const address = addressOf(extended, place)
    const key = `${extended.commit} ${address}`
    const snapshot = opened.get(key) ?? open(extended, address, place, scope)
    opened.set(key, snapshot)
    return snapshot
  }
  const isNamedBy = (extended: Extends, projects: readonly (Project | undefined)[]): boolean =>
    projects.some((project) => {
      const named = extendsIn(project)
      return named !== undefined && addressOf(named, place) === addressOf(extended, place)
    })
  return {
    ofTrusted,
    ofChange: (trusted) => async (extended) =>
      isOwn || isNamedBy(extended, await trusted()) ? ofTrusted(extended) : 'withheld',
  }
}

function extendsIn(project: Project | undefined): Extends | undefined {
  return extendsOf(project?.resources.find(({ kind }) => kind === 'Project')?.meaning)
}

async function open(
  { commit, label }: Extends,
  address: string,
  place: ProjectPlace,
  scope: AsyncDisposableStack,
): Promise<Snapshot> {
  const home = await ownHome(place, ['extends'])
  makeHome(home)
  const { config } = place.repository
  const repository = await fetchPinned({ address, commit, label }, { home: join(home, 'extends'), config })
  return scope.use(new CommitSnapshot(repository, commit))
}

/** `owner/repository` is on the server that this repository's code host is; a relative path begins at its root. */
function addressOf({ repository: name }: Extends, { repository }: ProjectPlace): string {
  const { server = 'https://github.com', root } = repository
  if (isShorthand(name)) return `${server.replace(/\/+$/, '')}/${name.replace(/\.git$/, '')}.git`
  return /^\.{1,2}\//.test(name) ? resolve(root, name) : name
}
