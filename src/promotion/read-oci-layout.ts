import { type Digest, digestOf, type Json } from '../digest/digest.ts'
import { isList, isMapping, type JsonMapping } from '../resources/json-shape.ts'
import { type Artifact, artifactMediaType, type LayoutFile } from './artifact.ts'
import {
  type Annotations,
  artifactType,
  blobPath,
  manifestMediaType,
  ociLayout,
  titleAnnotation,
} from './oci-layout.ts'
import { isSameBytes, readJsonFile, readText } from './read-file.ts'

/** What an image layout holds, or the file that is not what it should be, and why. */
export type LayoutReading =
  | { readonly ok: true; readonly artifact: Artifact; readonly annotations: Annotations }
  | { readonly ok: false; readonly path: string; readonly why: string }

/** Why a file of a layout cannot be believed. */
class LayoutProblem extends Error {
  readonly path: string

  constructor(path: string, why: string) {
    super(why)
    this.path = path
  }
}

/**
 * Reads the artifact in an image layout, following digests and sizes from the index down. It has to be `ociLayout`'s, byte
 * by byte; other blobs beside it mean nothing.
 */
export function readOciLayout(files: readonly LayoutFile[]): LayoutReading {
  try {
    const bytes: Bytes = new Map(files.map((file) => [file.path, file.bytes]))
    const found = follow(bytes)
    requireSame(bytes, ociLayout(found.artifact, found.annotations))
    return { ok: true, ...found }
  } catch (error) {
    if (error instanceof LayoutProblem) return { ok: false, path: error.path, why: error.message }
    throw error
  }
}

type Bytes = ReadonlyMap<string, Uint8Array>

function follow(files: Bytes): { readonly artifact: Artifact; readonly annotations: Annotations } {
  const index = json(files, 'index.json')
  const manifestBlob = blob(files, only(index, 'manifests', 'index.json'), manifestMediaType, 'index.json')
  const manifest = json(files, manifestBlob.path)
  if (manifest['artifactType'] !== artifactType) throw new LayoutProblem(manifestBlob.path, `it is no ${artifactType}`)
  const document = blob(files, only(manifest, 'layers', manifestBlob.path), artifactMediaType, manifestBlob.path)
  const { [titleAnnotation]: subject, ...annotations } = annotationsOf(manifest, manifestBlob.path)
  if (subject === undefined) throw new LayoutProblem(manifestBlob.path, `its ${titleAnnotation} names no subject`)
  const text = readText(bytesAt(files, document.path))
  if (text === undefined) throw new LayoutProblem(document.path, 'it is not UTF-8')
  return { artifact: { subject, digest: document.digest, document: text }, annotations }
}

function bytesAt(files: Bytes, path: string): Uint8Array {
  const bytes = files.get(path)
  if (bytes === undefined) throw new LayoutProblem(path, 'it is missing')
  return bytes
}

function json(files: Bytes, path: string): JsonMapping {
  const value = readJsonFile(bytesAt(files, path))
  if (!isMapping(value)) throw new LayoutProblem(path, 'it holds no JSON mapping')
  return value
}

/** The one descriptor of a list. */
function only(holder: JsonMapping, field: string, path: string): JsonMapping {
  const list = holder[field]
  const first = isList(list) && list.length === 1 ? list[0] : undefined
  if (!isMapping(first)) throw new LayoutProblem(path, `its ${field} are not one descriptor`)
  return first
}

/** The blob that a descriptor names, with the digest and the size that it says. */
function blob(
  files: Bytes,
  { digest, size, mediaType: found }: JsonMapping,
  mediaType: string,
  from: string,
): { readonly path: string; readonly digest: Digest } {
  if (!isDigest(digest)) throw new LayoutProblem(from, 'it names a blob without a sha256 digest')
  if (found !== mediaType) throw new LayoutProblem(from, `it names a blob that is no ${mediaType}`)
  const path = blobPath(digest)
  const bytes = bytesAt(files, path)
  if (bytes.length !== size)
    throw new LayoutProblem(path, `it has ${bytes.length} bytes instead of ${JSON.stringify(size ?? null)}`)
  if (digestOf(bytes) !== digest) throw new LayoutProblem(path, 'its bytes are not those of its digest')
  return { path, digest }
}

function isDigest(value: Json | undefined): value is Digest {
  return typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value)
}

function annotationsOf({ annotations = {} }: JsonMapping, path: string): Annotations {
  if (isMapping(annotations) && Object.values(annotations).every((value) => typeof value === 'string')) {
    return annotations as Annotations
  }
  throw new LayoutProblem(path, 'its annotations are not texts')
}

/** The index goes first: from it everything else follows. */
function requireSame(files: Bytes, expected: readonly LayoutFile[]): void {
  const rank = ({ path }: LayoutFile): number => (path === 'index.json' ? 0 : 1)
  for (const { path, bytes } of expected.toSorted((a, b) => rank(a) - rank(b))) {
    if (!isSameBytes(bytesAt(files, path), bytes))
      throw new LayoutProblem(path, 'its bytes are not those of the artifact')
  }
}
