import type { Digest } from '../digest/digest.ts'

/**
 * A subject in its closed, content-addressed form. `document` is the RFC 8785 form of its behaviour fields and of those of
 * everything it uses (`subjectMeaning`); its digest is the artifact's and equals `subjectDigest`: the same inputs give the
 * same digest on every machine. The name is not in it: a release names its subject.
 */
export interface Artifact {
  readonly subject: string
  readonly digest: Digest
  /** UTF-8, RFC 8785. */
  readonly document: string
}

/** Media type of the document: the one layer of the OCI image. */
export const artifactMediaType = 'application/vnd.llmops.subject.v1+json'

/** One file of an OCI image layout (or of a release): path with `/`, bytes. */
export interface LayoutFile {
  readonly path: string
  readonly bytes: Uint8Array
}
