import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson, digestOf, type Json } from '../../src/digest/digest.ts'
import type { LayoutFile } from '../../src/promotion/artifact.ts'
import { DeliveryFault, type Release } from '../../src/promotion/driver.ts'
import { ociLayout } from '../../src/promotion/oci-layout.ts'
import { parseRelease } from '../../src/promotion/parse-release.ts'
import { releaseFiles, releaseText } from '../../src/promotion/release-files.ts'
import { anyArtifact, artifactOf, everyByte, flipped } from './artifacts.ts'

const answer = artifactOf('answer', { kind: 'Prompt', text: 'é 🚲' })
const project = { name: 'support', folder: 'apps/support' }
const release: Release = {
  target: 'staging',
  subject: 'answer',
  digest: answer.digest,
  sequence: 7,
  source: '0123456789abcdef0123456789abcdef01234567',
}

function withRelease(text: string): readonly LayoutFile[] {
  const others = releaseFiles(release, answer, project).filter(({ path }) => path !== 'release.json')
  return [...others, { path: 'release.json', bytes: new TextEncoder().encode(text) }]
}

function releaseWith(more: { readonly [field: string]: Json }): readonly LayoutFile[] {
  const written = JSON.parse(releaseText(release, project)) as { readonly [field: string]: Json }
  return withRelease(canonicalJson({ ...written, ...more }))
}

describe('the files of a release', () => {
  test('say what it is and where its document is, and hold the artifact', () => {
    const files = releaseFiles(release, answer, project)
    const layout = ociLayout(answer).map(({ path }) => `artifact/${path}`)
    expect(files.map(({ path }) => path)).toEqual([...layout, 'release.json'])
    const written = JSON.parse(new TextDecoder().decode(files.at(-1)?.bytes))
    expect(written).toEqual({
      version: 1,
      project,
      release,
      document: {
        path: `artifact/blobs/sha256/${answer.digest.slice('sha256:'.length)}`,
        mediaType: 'application/vnd.llmops.subject.v1+json',
      },
    })
    const document = files.find(({ path }) => path === written.document.path)
    expect(digestOf(document?.bytes ?? '')).toBe(release.digest)
  })

  test('are not made of a release and another artifact', () => {
    expect(() => releaseFiles(release, artifactOf('answer', {}), project)).toThrow('another artifact')
    expect(() => releaseFiles(release, { ...answer, subject: 'reply' }, project)).toThrow('another artifact')
  })

  test('are read as that release, intact', () => {
    const sequence = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
    fc.assert(
      fc.property(anyArtifact, sequence, fc.constantFrom(40, 64), (artifact, sequence, length) => {
        const { subject, digest } = artifact
        const own = { target: 'staging', subject, digest, sequence, source: 'a'.repeat(length) }
        expect(parseRelease(releaseFiles(own, artifact, project))).toEqual({ release: own, project, intact: true })
      }),
      { numRuns: 100 },
    )
  })

  test('are read, too, from before they said whose they are', () => {
    const earlier = releaseFiles(release, answer, undefined)
    expect(JSON.parse(new TextDecoder().decode(earlier.at(-1)?.bytes))).not.toHaveProperty('project')
    expect(parseRelease(earlier)).toEqual({ release, project: undefined, intact: true })
  })

  test('are told from others beside them', () => {
    const stale = { path: 'artifact/blobs/sha256/aa', bytes: new Uint8Array(3) }
    const readme = { path: 'README.md', bytes: new Uint8Array(3) }
    expect(parseRelease([readme, ...releaseFiles(release, answer, project), stale])).toEqual({
      release,
      project,
      intact: true,
    })
    expect(parseRelease([readme, stale])).toBeUndefined()
  })

  test('are never read as the same release, intact, when a byte of them was turned', () => {
    const files = releaseFiles(release, answer, project)
    for (const [path, index] of everyByte(files)) {
      const read = readOrFault(flipped(files, path, index))
      if (path === 'release.json') expect(read).not.toEqual({ release, project, intact: true })
      else expect(read).toEqual({ release, project, intact: false })
    }
  })

  test.each(releaseFiles(release, answer, project).slice(0, -1))('are not intact without $path', ({ path }) => {
    const files = releaseFiles(release, answer, project).filter((file) => file.path !== path)
    expect(parseRelease(files)).toEqual({ release, project, intact: false })
  })
})

function readOrFault(files: readonly LayoutFile[]): ReturnType<typeof parseRelease> {
  try {
    return parseRelease(files)
  } catch (error) {
    if (error instanceof DeliveryFault) return undefined
    throw error
  }
}

describe('a release.json', () => {
  test.each<[string, readonly LayoutFile[]]>([
    ['another path of the document', releaseWith({ document: { path: '../../etc/passwd', mediaType: 'x' } })],
    ['a field more', releaseWith({ more: true })],
    ['a field of the release more', releaseWith({ release: { ...release, more: true } })],
    ['another artifact', releaseWith({ release: { ...release, digest: digestOf('other') } })],
    ['a field of the project more', releaseWith({ project: { ...project, more: true } })],
    ['another subject', releaseWith({ release: { ...release, subject: 'reply' } })],
    ['another form', withRelease(`${releaseText(release, project)}\n`)],
  ])('with %s is not intact', (_, files) => {
    expect(parseRelease(files)?.intact).toBe(false)
  })

  test.each<[string, readonly LayoutFile[], string]>([
    ['no JSON', withRelease('{'), 'it holds no JSON mapping'],
    ['no mapping', withRelease('[]'), 'it holds no JSON mapping'],
    ['a later version', releaseWith({ version: 2 }), 'its version is 2, not 1'],
    ['no version', withRelease('{}'), 'its version is null, not 1'],
    ['no project', releaseWith({ project: null }), 'its project is none'],
    ['a project without a folder', releaseWith({ project: { name: 'a' } }), 'its project is none'],
    ['no release', releaseWith({ release: null }), 'its release is none'],
    ['a sequence of 0', releaseWith({ release: { ...release, sequence: 0 } }), 'its sequence is none'],
    ['a sequence that is no number', releaseWith({ release: { ...release, sequence: '7' } }), 'its sequence is none'],
    ['a target that is a path', releaseWith({ release: { ...release, target: '../x' } }), 'its target is none'],
    ['a subject that is a path', releaseWith({ release: { ...release, subject: 'a/b' } }), 'its subject is none'],
    ['a digest that is a path', releaseWith({ release: { ...release, digest: 'sha256:../x' } }), 'its digest is none'],
    ['a source that is no commit', releaseWith({ release: { ...release, source: 'main' } }), 'its source is none'],
    ['a source that is missing', releaseWith({ release: { target: 'a' } }), 'its subject is none'],
  ])('with %s is not overwritten unread', (_, files, why) => {
    expect(() => parseRelease(files)).toThrow(DeliveryFault)
    expect(() => parseRelease(files)).toThrow(why)
  })
})
