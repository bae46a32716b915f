import { execFile, spawnSync } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson, digestOf, type Json } from '../../src/digest/digest.ts'
import type { LayoutFile } from '../../src/promotion/artifact.ts'
import { blobPath, ociLayout } from '../../src/promotion/oci-layout.ts'
import { readOciLayout } from '../../src/promotion/read-oci-layout.ts'
import { temporaryDirectory } from '../rig/temp.ts'
import { anyAnnotations, anyArtifact, artifactOf, everyByte, flipped } from './artifacts.ts'

const answer = artifactOf('answer', { kind: 'Prompt', text: 'é 🚲' })

function textOf(files: readonly LayoutFile[], path: string): string {
  return new TextDecoder().decode(files.find((file) => file.path === path)?.bytes)
}

/** Which bytes they are on every machine: a change of these digests changes what everybody has stored. */
test('the layout of an artifact is these files', () => {
  const files = ociLayout(answer)
  const config = canonicalJson({
    architecture: 'unknown',
    os: 'unknown',
    config: {},
    rootfs: { type: 'layers', diff_ids: [answer.digest] },
  })
  const manifest = {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    artifactType: 'application/vnd.llmops.artifact.v1',
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: digestOf(config), size: config.length },
    layers: [
      {
        mediaType: 'application/vnd.llmops.subject.v1+json',
        digest: answer.digest,
        size: new TextEncoder().encode(answer.document).length,
        annotations: { 'org.opencontainers.image.title': 'answer.json' },
      },
    ],
    annotations: { 'org.opencontainers.image.title': 'answer' },
  }
  const digest = digestOf(canonicalJson(manifest))
  expect(digest).toBe('sha256:6ce9dfe459ebcc3ba56e419a9ed066491df445a35a92df94a0f106a50fce2497')
  const texts: { readonly [path: string]: string } = {
    [blobPath(answer.digest)]: answer.document,
    [blobPath(digestOf(config))]: config,
    [blobPath(digest)]: canonicalJson(manifest),
    'index.json': canonicalJson({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.index.v1+json',
      manifests: [
        {
          mediaType: manifest.mediaType,
          artifactType: manifest.artifactType,
          digest,
          size: canonicalJson(manifest).length,
        },
      ],
    }),
    'oci-layout': '{"imageLayoutVersion":"1.0.0"}',
  }
  expect(files.map(({ path }) => path)).toEqual(Object.keys(texts).toSorted())
  for (const [path, text] of Object.entries(texts)) expect(textOf(files, path)).toBe(text)
})

test('an artifact whose document has another digest is not laid out', () => {
  expect(() => ociLayout({ ...answer, digest: digestOf('') })).toThrow('is not the one of')
})

describe('reading a layout', () => {
  test('gives the artifact that was laid out, whatever the order of files', () => {
    fc.assert(
      fc.property(anyArtifact, anyAnnotations, (artifact, annotations) => {
        const files = ociLayout(artifact, annotations)
        expect(readOciLayout(files.toReversed())).toEqual({ ok: true, artifact, annotations })
      }),
      { numRuns: 200 },
    )
  })

  test('leaves other blobs alone', () => {
    const stale = { path: blobPath(digestOf('stale')), bytes: new TextEncoder().encode('stale') }
    expect(readOciLayout([...ociLayout(answer), stale])).toMatchObject({ ok: true, artifact: answer })
  })

  test('finds every byte that was turned, and names a file', () => {
    const files = ociLayout(answer)
    for (const [path, index] of everyByte(files)) {
      for (const bit of [0, 5]) {
        const reading = readOciLayout(flipped(files, path, index, bit))
        if (reading.ok) throw new Error(`${path}, byte ${index}, bit ${bit} is not noticed`)
        expect(reading.why).toMatch(/^it/)
      }
    }
  })

  test('finds a turned bit in any artifact', () => {
    const where = fc.record({ file: fc.nat(), byte: fc.nat(), bit: fc.nat(7) })
    fc.assert(
      fc.property(anyArtifact, anyAnnotations, where, (artifact, annotations, { file, byte, bit }) => {
        const files = ociLayout(artifact, annotations)
        const { path, bytes } = files[file % files.length] as LayoutFile
        expect(readOciLayout(flipped(files, path, byte % bytes.length, bit)).ok).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  test.each(ociLayout(answer).map(({ path }) => path))('finds that %s is missing, empty or longer', (path) => {
    const files = ociLayout(answer)
    const others = files.filter((file) => file.path !== path)
    expect(readOciLayout(others)).toEqual({ ok: false, path, why: 'it is missing' })
    for (const bytes of [new Uint8Array(), new TextEncoder().encode(`${textOf(files, path)}\n`)]) {
      expect(readOciLayout([...others, { path, bytes }])).toMatchObject({ ok: false, path })
    }
  })

  test.each<[string, (manifest: { [key: string]: Json }) => { readonly [key: string]: Json }, string]>([
    [
      'of another type',
      (manifest) => ({ ...manifest, artifactType: 'application/x' }),
      'it is no application/vnd.llmops',
    ],
    ['with two layers', (manifest) => ({ ...manifest, layers: [1, 2] }), 'its layers are not one descriptor'],
    ['without a name', (manifest) => ({ ...manifest, annotations: {} }), 'names no subject'],
    ['with numbers for texts', (manifest) => ({ ...manifest, annotations: { x: 1 } }), 'its annotations are not texts'],
    ['that leads out', (manifest) => ({ ...manifest, layers: [{ digest: '../../x' }] }), 'without a sha256 digest'],
    ['with a field more', (manifest) => ({ ...manifest, more: 1 }), 'its bytes are not those of the artifact'],
  ])('refuses a well-made manifest %s', (_, change, why) => {
    const manifest = canonicalJson(
      change(JSON.parse(textOf(ociLayout(answer), manifestPath())) as { [key: string]: Json }),
    )
    const reading = readOciLayout(layoutWith(manifest))
    expect(reading).toMatchObject({ ok: false, why: expect.stringContaining(why) })
  })
})

function manifestPath(): string {
  const index = JSON.parse(textOf(ociLayout(answer), 'index.json')) as { manifests: { digest: `sha256:${string}` }[] }
  return blobPath(index.manifests[0]?.digest ?? 'sha256:')
}

/** The layout with another manifest, to which the index leads. */
function layoutWith(manifest: string): readonly LayoutFile[] {
  const files = ociLayout(answer).filter(({ path }) => path !== manifestPath())
  const bytes = new TextEncoder().encode(manifest)
  const digest = digestOf(bytes)
  const index = JSON.parse(textOf(files, 'index.json')) as { manifests: { digest: string; size: number }[] }
  Object.assign(index.manifests[0] ?? {}, { digest, size: bytes.length })
  const others = files.filter(({ path }) => path !== 'index.json')
  const text = new TextEncoder().encode(canonicalJson(index as unknown as Json))
  return [...others, { path: 'index.json', bytes: text }, { path: blobPath(digest), bytes }]
}

const hasSkopeo = spawnSync('skopeo', ['--version']).status === 0
if (!hasSkopeo) console.log('skipped: what skopeo reads, as there is no skopeo (Debian: apt-get install skopeo)')

describe.skipIf(!hasSkopeo)('skopeo', () => {
  const skopeo = async (...args: readonly string[]): Promise<string> =>
    (await promisify(execFile)('skopeo', ['--insecure-policy', ...args])).stdout

  test('reads the manifest of a layout', async () => {
    await using folder = await temporaryDirectory('oci')
    const files = ociLayout(answer)
    await write(folder.path, files)
    expect(await skopeo('inspect', '--raw', `oci:${folder.path}`)).toBe(textOf(files, manifestPath()))
    expect(JSON.parse(await skopeo('inspect', `oci:${folder.path}`))).toMatchObject({ Layers: [answer.digest] })
  })

  test('copies a layout, checking every digest, to one that has the same artifact', async () => {
    await using folder = await temporaryDirectory('oci')
    await write(join(folder.path, 'from'), ociLayout(answer))
    await skopeo('copy', `oci:${folder.path}/from`, `oci:${folder.path}/to`)
    const copied = ociLayout(answer).filter(({ path }) => path.startsWith('blobs/'))
    for (const { path, bytes } of copied)
      expect(new Uint8Array(await readFile(`${folder.path}/to/${path}`))).toEqual(bytes)
  })

  test('refuses a document that was changed', async () => {
    await using folder = await temporaryDirectory('oci')
    await write(join(folder.path, 'from'), flipped(ociLayout(answer), blobPath(answer.digest), 3))
    await expect(skopeo('copy', `oci:${folder.path}/from`, `oci:${folder.path}/to`)).rejects.toThrow(
      'Digest did not match',
    )
  })
})

async function write(folder: string, files: readonly LayoutFile[]): Promise<void> {
  for (const { path, bytes } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), bytes)
  }
}
