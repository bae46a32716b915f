import { canonicalJson } from '../digest/digest.ts'
import { type Artifact, artifactMediaType, type LayoutFile } from './artifact.ts'
import type { ProjectName, Release } from './driver.ts'
import { blobPath, ociLayout } from './oci-layout.ts'

/** Where a release says what it is. Written last: it activates what lies beside it. */
export const releaseFile = 'release.json'
/** The folder of the OCI image layout. */
export const artifactFolder = 'artifact'

/**
 * The files of a release at a target, in the order of paths: `release.json`, which says what is released, whose it is and
 * where its document is, and the artifact as an OCI image layout. The same release is the same bytes.
 */
export function releaseFiles(
  release: Release,
  artifact: Artifact,
  project: ProjectName | undefined,
): readonly LayoutFile[] {
  if (release.digest !== artifact.digest || release.subject !== artifact.subject) {
    throw new Error(`the release of ${release.subject} ${release.digest} is given another artifact`)
  }
  const layout = ociLayout(artifact).map(({ path, bytes }) => ({ path: `${artifactFolder}/${path}`, bytes }))
  return [...layout, { path: releaseFile, bytes: new TextEncoder().encode(releaseText(release, project)) }]
}

/** Whether a path below a target's folder is one of an artifact: left there, without `release.json`, it means nothing. */
export function isArtifactPath(path: string): boolean {
  return path.startsWith(`${artifactFolder}/`) && layoutPath.test(path.slice(artifactFolder.length + 1))
}

const layoutPath = /^(oci-layout|index\.json|blobs\/sha256\/[0-9a-f]{64})$/

/** RFC 8785. A reader needs two files: this, and the document, whose sha256 has to be `release.digest`. */
export function releaseText(
  { target, subject, digest, sequence, source }: Release,
  project: ProjectName | undefined,
): string {
  return canonicalJson({
    version: 1,
    ...(project !== undefined && { project: { name: project.name, folder: project.folder } }),
    release: { target, subject, digest, sequence, source },
    document: { path: `${artifactFolder}/${blobPath(digest)}`, mediaType: artifactMediaType },
  })
}
