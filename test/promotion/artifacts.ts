import fc from 'fast-check'
import { canonicalJson, digestOf, type Json } from '../../src/digest/digest.ts'
import type { Artifact, LayoutFile } from '../../src/promotion/artifact.ts'

export function artifactOf(subject: string, value: Json): Artifact {
  const document = canonicalJson(value)
  return { subject, digest: digestOf(document), document }
}

const unicode = fc.string({ unit: 'grapheme', maxLength: 40 })

/** Artifacts of any JSON document, under any name. */
export const anyArtifact: fc.Arbitrary<Artifact> = fc
  .tuple(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,20}$/), fc.jsonValue({ stringUnit: 'grapheme', maxDepth: 3 }))
  .map(([subject, value]) => artifactOf(subject, value as Json))

export const anyAnnotations = fc.dictionary(
  fc.constantFrom('org.opencontainers.image.revision', 'org.opencontainers.image.source', 'x', '__proto__'),
  unicode,
  { noNullPrototype: true },
)

/** The files with one bit of one byte turned. */
export function flipped(files: readonly LayoutFile[], path: string, index: number, bit = 0): readonly LayoutFile[] {
  return files.map((file) => {
    if (file.path !== path) return file
    const bytes = Uint8Array.from(file.bytes)
    bytes[index] = (bytes[index] ?? 0) ^ (1 << bit)
    return { path, bytes }
  })
}

/** Every byte of every file, as path and index. */
export function everyByte(files: readonly LayoutFile[]): readonly (readonly [path: string, index: number])[] {
  return files.flatMap(({ path, bytes }) => Array.from(bytes, (_, index) => [path, index] as const))
}
