import { canonicalJson, type Digest, digestOf, type Json } from '../digest/digest.ts'
import { type Artifact, artifactMediaType, type LayoutFile } from './artifact.ts'

/** What the manifest says it is about. */
export const artifactType = 'application/vnd.llmops.artifact.v1'
export const manifestMediaType = 'application/vnd.oci.image.manifest.v1+json'
/** Names the subject: it is not in the document, so that a rename changes no digest of an artifact. */
export const titleAnnotation = 'org.opencontainers.image.title'

const indexMediaType = 'application/vnd.oci.image.index.v1+json'
/**
 * An image's configuration, for no platform: tools that know images only, such as `skopeo inspect`, read the layout, too.
 * BuildKit keeps its attestations in the same form.
 */
const configMediaType = 'application/vnd.oci.image.config.v1+json'

export type Annotations = { readonly [key: string]: string }

/**
 * An artifact as an OCI image layout (image-spec 1.1): one manifest, whose one layer is the document. Every file is JSON
 * of RFC 8785, without a time: the same artifact is the same bytes. In the order of paths.
 */
export function ociLayout(
  { subject, digest, document }: Artifact,
  annotations: Annotations = {},
): readonly LayoutFile[] {
  if (digestOf(document) !== digest) throw new Error(`the document of ${subject} is not the one of ${digest}`)
  const config = canonicalJson({
    architecture: 'unknown',
    os: 'unknown',
    config: {},
    rootfs: { type: 'layers', diff_ids: [digest] },
  })
  const manifest = canonicalJson({
    schemaVersion: 2,
    mediaType: manifestMediaType,
    artifactType,
    config: descriptor(configMediaType, config),
    layers: [{ ...descriptor(artifactMediaType, document), annotations: { [titleAnnotation]: `${subject}.json` } }],
    annotations: { ...annotations, [titleAnnotation]: subject },
  })
  const index = canonicalJson({
    schemaVersion: 2,
    mediaType: indexMediaType,
    manifests: [{ ...descriptor(manifestMediaType, manifest), artifactType }],
  })
  const blobs = [config, document, manifest].map((text) => file(blobPath(digestOf(text)), text))
  const version = file('oci-layout', canonicalJson({ imageLayoutVersion: '1.0.0' }))
  return [...blobs, file('index.json', index), version].toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

/** Where an image layout keeps the bytes of a digest. */
export function blobPath(digest: Digest): string {
  return `blobs/${digest.replace(':', '/')}`
}

function descriptor(mediaType: string, text: string): { readonly [key: string]: Json } {
  return { mediaType, digest: digestOf(text), size: bytesOf(text).length }
}

function file(path: string, text: string): LayoutFile {
  return { path, bytes: bytesOf(text) }
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
