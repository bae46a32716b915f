import type { Digest, Json } from '../digest/digest.ts'
import { isMapping } from '../resources/json-shape.ts'
import type { LayoutFile } from './artifact.ts'
import { DeliveryFault, type Holding, type ProjectName, type Release } from './driver.ts'
import { isSameBytes, readJsonFile } from './read-file.ts'
import { readOciLayout } from './read-oci-layout.ts'
import { artifactFolder, releaseFile, releaseFiles } from './release-files.ts'

/**
 * The release that files (relative to the target's folder) are; undefined where there is none. Paths that the files name
 * are never followed: where a file has to be follows from the digest. Files beside them mean nothing.
 * @throws DeliveryFault where `release.json` is not one of this version's: what it says must not be overwritten unread
 */
export function parseRelease(files: readonly LayoutFile[]): Holding | undefined {
  const found = files.find(({ path }) => path === releaseFile)
  if (found === undefined) return undefined
  const said = readRelease(found.bytes)
  return { ...said, intact: isIntact(said, files) }
}

type Said = Pick<Holding, 'release' | 'project'>

/** Whether the files are, byte by byte, those of that release. */
function isIntact({ release, project }: Said, files: readonly LayoutFile[]): boolean {
  const prefix = `${artifactFolder}/`
  const inFolder = files.filter(({ path }) => path.startsWith(prefix))
  const layout = readOciLayout(inFolder.map(({ path, bytes }) => ({ path: path.slice(prefix.length), bytes })))
  if (!layout.ok || layout.artifact.digest !== release.digest || layout.artifact.subject !== release.subject)
    return false
  const bytes = new Map(files.map((file) => [file.path, file.bytes]))
  return releaseFiles(release, layout.artifact, project).every((file) =>
    isSameBytes(bytes.get(file.path) ?? noBytes, file.bytes),
  )
}

const noBytes = new Uint8Array()

function readRelease(bytes: Uint8Array): Said {
  const value = readJsonFile(bytes)
  if (!isMapping(value)) throw unreadable('it holds no JSON mapping')
  if (value['version'] !== 1) throw unreadable(`its version is ${JSON.stringify(value['version'] ?? null)}, not 1`)
  const { release, project } = value
  if (project !== undefined && !isProjectName(project)) throw unreadable('its project is none')
  const fault = isMapping(release) ? Object.keys(checks).find((field) => !isRight(field, release[field])) : 'release'
  if (fault !== undefined) throw unreadable(`its ${fault} is none`)
  const { target, subject, digest, sequence, source } = release as unknown as Release
  return {
    release: { target, subject, digest, sequence, source },
    project: project && { name: project.name, folder: project.folder },
  }
}

function isProjectName(value: Json | undefined): value is Json & ProjectName {
  return isMapping(value) && typeof value['name'] === 'string' && typeof value['folder'] === 'string'
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
