import { mkdir, readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { LayoutFile } from '../../../promotion/artifact.ts'
import {
  DeliveryFault,
  type DeliveryStep,
  type Driver,
  type Holding,
  type Owner,
  type Release,
} from '../../../promotion/driver.ts'
import { parseRelease } from '../../../promotion/parse-release.ts'
import { planDelivery, requireNewer, requireOwn } from '../../../promotion/plan-delivery.ts'
import { isSameBytes } from '../../../promotion/read-file.ts'
import { isUnfinished, removeUnfinished, replaceFile } from './durable.ts'
import { lockFile } from './lock.ts'
import { type Pointer, pointerFile, pointerTo, readPointer } from './pointer.ts'
import { readFolder } from './read-folder.ts'
import { findRelease, pruneReleases, putRelease, releasesFolder } from './releases.ts'

export interface DirectoryDriverOptions {
  readonly owner: Owner
  /** Absolute path of the directory, which belongs to the target. It is made where it does not exist. */
  readonly path: string
  /** What has to be there already: below it, folders are made. Default: the folder that `path` is in. */
  readonly root?: string
  /** How long another process may be delivering there, in ms. Default 60,000. */
  readonly lockTimeoutMs?: number
}

/**
 * Delivers into a directory. Every release has a folder of its own, which is complete before `current.json` names it, and
 * never changed again; naming it is one rename. So whoever reads sees one release or the next, whatever is killed.
 * Deliveries exclude each other by a lock, which ends with its process.
 */
export function directoryDriver(options: DirectoryDriverOptions): Driver {
  const place: Place = { root: dirname(options.path), lockTimeoutMs: 60_000, ...options }
  return {
    read: () => named(place, () => read(place)),
    plan: planDelivery,
    apply: (steps, files) => named(place, () => apply(place, steps, files)),
  }
}

type Place = Required<DirectoryDriverOptions>

/** A reader in the middle of deliveries looks again, this many times. */
const readings = 10

async function read({ owner, path, root }: Place): Promise<Holding | undefined> {
  await stat(root)
  for (let reading = 0; reading < readings; reading++) {
    const pointer = await readPointer(path)
    if (pointer === undefined) return undefined
    requireOwn(pointer, owner)
    const intact = isIntact(pointer, await readFolder(join(path, pointer.folder)))
    if (intact || isSamePointer(pointer, await readPointer(path)))
      return { release: pointer.release, project: pointer.project, intact }
  }
  throw new DeliveryFault('it changes faster than it can be read')
}

/** The files are a whole release, and the one that is said to be live. */
function isIntact({ release, project, folder, bytes }: Pointer, files: readonly LayoutFile[]): boolean {
  return isSameBytes(pointerTo({ release, project }, folder).bytes, bytes) && isWholeRelease(release, files)
}

function isWholeRelease({ sequence, digest, source }: Release, files: readonly LayoutFile[]): boolean {
  try {
    const found = parseRelease(files)
    const { release } = found ?? {}
    return (
      found?.intact === true && release?.sequence === sequence && release.digest === digest && release.source === source
    )
  } catch (error) {
    if (error instanceof DeliveryFault) return false // its release.json is no longer one
    throw error
  }
}

function isSamePointer(a: Pointer, b: Pointer | undefined): boolean {
  return b !== undefined && isSameBytes(a.bytes, b.bytes)
}

async function apply(place: Place, steps: readonly DeliveryStep[], files: readonly LayoutFile[]): Promise<void> {
  await makeDirectory(place)
  await requireFree(place.path)
  using scope = new DisposableStack()
  scope.use(await lockFile(join(place.path, '.lock'), place.lockTimeoutMs))
  await removeUnfinished(place.path)
  for (const { do: what, release } of steps) {
    requireNewer(await readPointer(place.path), release, place.owner)
    if (what === 'put') await putRelease(place.path, release, files)
    else await activate(place, release, files)
  }
}

/** Below `root`, which has to be there. One level is made without recursion, which some file systems never end. */
async function makeDirectory({ path, root }: Place): Promise<void> {
  await stat(root)
  if (root !== dirname(path)) await mkdir(path, { recursive: true })
  else await mkdir(path).catch(ignoreExisting)
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}

/**
 * A directory without a release of ours has to be empty of what is not: it belongs to the target from now on. Another
 * process may deliver its first one meanwhile.
 */
async function requireFree(path: string): Promise<void> {
  if ((await readPointer(path)) !== undefined) return
  const foreign = (await readdir(path)).filter(
    (name) => ![releasesFolder, pointerFile].includes(name) && !name.startsWith('.lock') && !isUnfinished(name),
  )
  if (foreign.length > 0)
    throw new DeliveryFault('it holds other files and no release; give the target an empty directory of its own')
}

async function activate({ path, owner }: Place, release: Release, files: readonly LayoutFile[]): Promise<void> {
  const folder = await findRelease(path, release, files)
  if (folder === undefined) throw new DeliveryFault(`the files of number ${release.sequence} are not there`)
  const pointer = pointerTo({ release, project: owner.project }, folder)
  if (!isSamePointer(pointer, await readPointer(path))) await replaceFile(path, pointerFile, pointer.bytes)
  await pruneReleases(path, folder)
}

/** Every fault says which directory it is about. */
async function named<Result>({ path }: Place, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!isTrouble(error)) throw error
    throw new DeliveryFault(`directory ${path}: ${error.message}`)
  }
}

/** What the operating system or SQLite refuses, beside what we do. */
function isTrouble(error: unknown): error is Error {
  return error instanceof DeliveryFault || (error instanceof Error && ('syscall' in error || 'errcode' in error))
}
