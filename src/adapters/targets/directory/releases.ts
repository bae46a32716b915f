import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { LayoutFile } from '../../../promotion/artifact.ts'
import type { Release } from '../../../promotion/driver.ts'
import { isSameBytes } from '../../../promotion/read-file.ts'
import { createFolder, removeFolder, removeUnfinished } from './durable.ts'
import { readFolder, unlessMissing } from './read-folder.ts'

/** The folder of releases, each in a folder that is written once: `releases/000003-51c0c3d1a7be`. */
export const releasesFolder = 'releases'
/** How many are kept, the live one included: whoever reads one while the next is delivered still has its files. */
const keptReleases = 5

/** Puts the files of a release there, unless they are, and says in which folder of `directory` they are. */
export async function putRelease(directory: string, release: Release, files: readonly LayoutFile[]): Promise<string> {
  const all = join(directory, releasesFolder)
  await mkdir(all, { recursive: true })
  await removeUnfinished(all)
  const there = await findRelease(directory, release, files)
  if (there !== undefined) return there
  const name = await freeName(all, release)
  await createFolder(all, name, files)
  return `${releasesFolder}/${name}`
}

/** The folder that holds exactly these files; one that was tampered with does not count. */
export async function findRelease(
  directory: string,
  release: Release,
  files: readonly LayoutFile[],
): Promise<string | undefined> {
  for (const name of (await releaseNames(join(directory, releasesFolder))).filter(isOf(release))) {
    if (isSame(await readFolder(join(directory, releasesFolder, name)), files)) return `${releasesFolder}/${name}`
  }
  return undefined
}

/** Takes away the oldest, never the live one. */
export async function pruneReleases(directory: string, live: string): Promise<void> {
  const all = join(directory, releasesFolder)
  const others = (await releaseNames(all)).filter((name) => `${releasesFolder}/${name}` !== live)
  const old = others.toSorted((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10)).slice(keptReleases - 1)
  for (const name of old) await removeFolder(all, name)
}

async function releaseNames(all: string): Promise<readonly string[]> {
  return (await unlessMissing(readdir(all), [])).filter((name) => /^\d{6,}-[0-9a-f]{12}(-\d+)?$/.test(name))
}

/** A release that was tampered with keeps its folder; the whole one has the next number. */
async function freeName(all: string, release: Release): Promise<string> {
  const taken = new Set(await readdir(all))
  for (let copy = 1; ; copy++) {
    const name = copy === 1 ? nameOf(release) : `${nameOf(release)}-${copy}`
    if (!taken.has(name)) return name
  }
}

function isOf(release: Release): (name: string) => boolean {
  return (name) => name.startsWith(nameOf(release))
}

/** A digest alone would not do: the same artifact, promoted again, has another `release.json`. */
function nameOf({ sequence, digest }: Release): string {
  return `${String(sequence).padStart(6, '0')}-${digest.slice('sha256:'.length, 'sha256:'.length + 12)}`
}

function isSame(found: readonly LayoutFile[], wanted: readonly LayoutFile[]): boolean {
  const bytes = new Map(found.map((file) => [file.path, file.bytes]))
  return (
    found.length === wanted.length && wanted.every((file) => isSameBytes(bytes.get(file.path) ?? nothing, file.bytes))
  )
}

const nothing = new Uint8Array()
