import type { Digest, Json } from '../digest/digest.ts'
import { isMapping } from '../resources/json-shape.ts'
import type { LayoutFile } from './artifact.ts'
import { DeliveryFault, type Release } from './driver.ts'
import { isSameBytes, readJsonFile } from './read-file.ts'
import { readOciLayout } from './read-oci-layout.ts'
import { artifactFolder, releaseFile, releaseFiles } from './release-files.ts'

/** What files at a target are. */
export interface ParsedRelease {
  readonly release: Release
  /** Whether they are, byte by byte, those of that release. Files beside them mean nothing. */
  readonly intact: boolean
}

/**
 * The release that files (relative to the target's folder) are; undefined where there is none. Paths that the files name
 * are never followed: where a file has to be follows from the digest.
 * @throws DeliveryFault where `release.json` is not one of this version's: what it says must not be overwritten unread
 */
export function parseRelease(files: readonly LayoutFile[]): ParsedRelease | undefined {
  const found = files.find(({ path }) => path === releaseFile)
  if (found === undefined) return undefined
  const release = readRelease(found.bytes)
  return { release, intact: isIntact(release, files) }
}

function isIntact(release: Release, files: readonly LayoutFile[]): boolean {
  const prefix = `${artifactFolder}/`
  const inFolder = files.filter(({ path }) => path.startsWith(prefix))
  const layout = readOciLayout(inFolder.map(({ path, bytes }) => ({ path: path.slice(prefix.length), bytes })))
  if (!layout.ok || layout.artifact.digest !== release.digest || layout.artifact.subject !== release.subject)
    return false
  const bytes = new Map(files.map((file) => [file.path, file.bytes]))
  return releaseFiles(release, layout.artifact).every((file) =>
    isSameBytes(bytes.get(file.path) ?? noBytes, file.bytes),
  )
}

const noBytes = new Uint8Array()

function readRelease(bytes: Uint8Array): Release {
  const value = readJsonFile(bytes)
  if (!isMapping(value)) throw unreadable('it holds no JSON mapping')
  if (value['version'] !== 1) throw unreadable(`its version is ${JSON.stringify(value['version'] ?? null)}, not 1`)
  const { release } = value
  const fault = isMapping(release) ? Object.keys(checks).find((field) => !isRight(field, release[field])) : 'release'
  if (fault !== undefined) throw unreadable(`its ${fault} is none`)
  const { target, subject, digest, sequence, source } = release as unknown as Release
  return { target, subject, digest, sequence, source }
}

const name = /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/

const checks: { readonly [field in keyof Release]: (value: Json) => boolean } = {
  target: (value) => typeof value === 'string' && name.test(value),
  subject: (value) => typeof value === 'string' && name.test(value),
  digest: (value) => isDigest(value),
  sequence: (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 1,
  source: (value) => typeof value === 'string' && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(value),
}

function isRight(field: string, value: Json | undefined): boolean {
  return value !== undefined && checks[field as keyof Release](value)
}

function isDigest(value: Json): value is Digest {
  return typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value)
}

function unreadable(why: string): DeliveryFault {
  return new DeliveryFault(`the target's ${releaseFile} cannot be read: ${why}. Remove it to deliver again`)
}
