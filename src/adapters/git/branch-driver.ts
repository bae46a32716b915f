import { IncompleteFault } from '../../diagnostic/fault.ts'
import type { LayoutFile } from '../../promotion/artifact.ts'
import {
  DeliveryFault,
  type DeliveryStep,
  type Driver,
  type Holding,
  type Owner,
  type Release,
} from '../../promotion/driver.ts'
import { parseRelease } from '../../promotion/parse-release.ts'
import { isArtifactPath, releaseFile } from '../../promotion/release-files.ts'
import { planDelivery, requireNewer, requireOwn } from '../../promotion/plan-delivery.ts'
import { type Branch, compareAndSwap, defaultWaits, type Waits } from './branch.ts'
import { CommitSnapshot } from './commit-snapshot.ts'
import { GitFault } from './git-fault.ts'
import { deliveryMessage, requireInside, requireOwnBranch } from './delivery-commit.ts'
import { defaultIdentity, gitOutput, type Identity, writeCommit } from './objects.ts'
import { type BranchAddress, openBranch } from './open-branch.ts'
import type { Repository } from './repository.ts'
import { type TreeNode, writeFiles, writeTree } from './trees.ts'

export interface BranchDriverOptions extends BranchAddress {
  readonly owner: Owner
  /** Folder on the branch that the target has for itself, the rest of the tree staying as it is; `''`: the whole branch. */
  readonly folder: string
  /** Whether the branch may be one that others began: then only the folder is ours. Default: no. */
  readonly shared?: boolean
  /** The time of commits, ISO 8601. Default: that of this machine. */
  readonly now?: () => string
  /** Author and committer. */
  readonly identity?: Identity
  /** How long to wait before a remote is asked again, in ms; there are as many repetitions as waits. */
  readonly waits?: Waits
}

/**
 * Delivers to a branch: its tree, or that of a folder on it, is exactly the files of the release, one commit each delivery
 * on top of the branch's own history. The commit is moved in by compare-and-swap, so that what is live is one release or
 * the next, whatever is killed.
 */
export function branchDriver(options: BranchDriverOptions): Driver {
  const {
    shared = false,
    identity = defaultIdentity,
    waits = defaultWaits,
    now = () => new Date().toISOString(),
  } = options
  const place: Place = { ...options, shared, identity, waits, now, to: openBranch(options, waits) }
  return {
    read: () => named(place, async () => (await look(place)).held),
    plan: planDelivery,
    apply: (steps, files) => named(place, () => apply(place, steps, files)),
  }
}

interface Place extends Required<BranchDriverOptions> {
  readonly to: Branch
}

/** What a branch is at one commit. */
interface Look {
  readonly tip: string | undefined
  readonly held: Holding | undefined
}

async function look(place: Place): Promise<Look> {
  const tip = await place.to.tip()
  if (tip !== undefined && !place.shared) await requireOwnBranch(place, tip)
  const held = tip === undefined ? undefined : parseRelease(await filesAt(place, tip))
  if (held !== undefined) requireOwn(held, place.owner)
  return { tip, held }
}

/** The files of the target's folder. Throws DeliveryFault where there are some, but none of a release: they are not ours. */
async function filesAt({ repository, folder }: Place, tip: string): Promise<readonly LayoutFile[]> {
  await using snapshot = new CommitSnapshot(repository, tip)
  const prefix = folder === '' ? '' : `${folder}/`
  const listed = (await snapshot.list(folder)).map(({ path }) => path.slice(prefix.length))
  if (!listed.includes(releaseFile) && !listed.every(isArtifactPath))
    throw new DeliveryFault(`it holds other files and no ${releaseFile}; name a branch or a folder that is free`)
  return await Promise.all(
    listed.map(async (path) => ({ path, bytes: (await snapshot.read(`${prefix}${path}`)) ?? new Uint8Array() })),
  )
}

async function apply(place: Place, steps: readonly DeliveryStep[], files: readonly LayoutFile[]): Promise<void> {
  // Objects that nothing refers to yet are not seen by anybody: putting them there needs no other guard.
  const tree = await writeFiles(place.repository, files)
  for (const step of steps) if (step.do === 'activate') await activate(place, step.release, tree)
}

/** Other folders of the branch may change all the time: a lost race is run again, on what is there by then. */
const tries = 20

async function activate(place: Place, release: Release, files: string): Promise<void> {
  const { repository, folder, owner, identity, now, to, waits } = place
  for (let attempt = 0; attempt < tries; attempt++) {
    const { tip, held } = await look(place)
    requireNewer(held, release, owner)
    const tree = await treeWith(repository, folder, tip, files)
    if (tip !== undefined && tree === (await gitOutput(repository, ['rev-parse', `${tip}^{tree}`]))) return
    const commit = await writeCommit(repository, {
      tree,
      parent: tip,
      identity,
      at: now(),
      message: deliveryMessage(release),
    })
    await requireInside(place, tip, commit)
    if ((await compareAndSwap(to, tip, commit, waits)) === 'written') return
  }
  throw new DeliveryFault(`it changed ${tries} times while a release was brought there`)
}

async function treeWith(
  repository: Repository,
  folder: string,
  tip: string | undefined,
  files: string,
): Promise<string> {
  const node: TreeNode = { mode: '040000', type: 'tree', id: files }
  return folder === '' ? files : writeTree(repository, tip, new Map([[folder, node]]))
}

/** Every fault says which branch it is about. */
async function named<Result>({ to, folder }: Place, work: () => Promise<Result>): Promise<Result> {
  const where = `branch ${to.label}${folder === '' ? '' : `, folder ${folder}`}`
  try {
    return await work()
  } catch (error) {
    if (error instanceof DeliveryFault) throw new DeliveryFault(`${where}: ${error.message}`)
    if (error instanceof GitFault)
      throw new DeliveryFault(`${where}: ${error.refused ? refusal(error) : error.message}`)
    if (error instanceof IncompleteFault) throw new DeliveryFault(`${where} cannot be read: ${error.message}`)
    throw error
  }
}

/** A rule or a permission of the other side, in its words, and what can be done about it. */
function refusal({ message }: GitFault): string {
  return (
    `refused: ${message}. Either let the identity that deploys write this branch (\`contents: write\`, and a bypass of the ` +
    'rule), or give the target another branch'
  )
}
