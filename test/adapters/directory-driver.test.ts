import { spawnSync } from 'node:child_process'
import { chmod, mkdir, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { directoryDriver } from '../../src/adapters/targets/directory/driver.ts'
import { lockFile } from '../../src/adapters/targets/directory/lock.ts'
import { digestOf } from '../../src/digest/digest.ts'
import { DeliveryFault, type Driver, type Owner } from '../../src/promotion/driver.ts'
import { artifactOf, deliveryOf, ownerOf, project } from '../promotion/records.ts'
import { startNode } from '../rig/run.ts'
import { temporaryDirectory } from '../rig/temp.ts'

const deliverer = fileURLToPath(new URL('directory-deliverer.ts', import.meta.url))

async function place() {
  const directory = await temporaryDirectory()
  const path = join(directory.path, 'staging')
  return { path, driver: driverAt(path), [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose]() }
}

function driverAt(
  path: string,
  { owner = ownerOf(), root }: { readonly owner?: Owner; readonly root?: string } = {},
): Driver {
  return directoryDriver({ owner, path, ...(root !== undefined && { root }) })
}

async function deliver(driver: Driver, text: string, sequence: number): Promise<void> {
  const { release, files } = deliveryOf(text, sequence)
  await driver.apply(driver.plan((await driver.read())?.release, release, files), files)
}

/** Every file below a directory, with what tells whether it was written again. */
async function inventory(path: string): Promise<readonly string[]> {
  const names = (await readdir(path, { recursive: true })).toSorted()
  return Promise.all(
    names.map(async (name) => {
      const { ino, mtimeMs, size } = await stat(join(path, name))
      return `${name} ${ino} ${mtimeMs} ${size}`
    }),
  )
}

async function liveFolder(path: string): Promise<string> {
  const { folder } = JSON.parse(await readFile(join(path, 'current.json'), 'utf8')) as { folder: string }
  return join(path, folder)
}

describe('a directory', () => {
  test('that is not there holds nothing, and is made by the first delivery', async () => {
    await using at = await place()
    expect(await at.driver.read()).toBeUndefined()
    const { release, files } = deliveryOf('a', 1)
    const steps = at.driver.plan(undefined, release, files)
    expect(steps.map((step) => [step.do, step.do === 'put' ? step.files : step.replaces])).toEqual([
      ['put', files.map((file) => file.path)],
      ['activate', undefined],
    ])
    expect(await readdir(join(at.path, '..'))).toEqual([])
    await at.driver.apply(steps, files)
    expect(await at.driver.read()).toEqual({ release, project, intact: true })
    expect((await readdir(at.path)).toSorted()).toEqual(['.lock', 'current.json', 'releases'])
  })

  test('is read with two files: current.json, and the document that it names', async () => {
    await using at = await place()
    await deliver(at.driver, 'a', 1)
    const current = JSON.parse(await readFile(join(at.path, 'current.json'), 'utf8'))
    const { release } = deliveryOf('a', 1)
    expect(current).toEqual({
      version: 1,
      project,
      release,
      folder: `releases/000001-${release.digest.slice(7, 19)}`,
      document: {
        mediaType: 'application/vnd.llmops.subject.v1+json',
        path: expect.stringContaining('releases/000001-'),
      },
    })
    expect(digestOf(await readFile(join(at.path, current.document.path)))).toBe(release.digest)
  })

  test('is not touched by delivering what it holds', async () => {
    await using at = await place()
    await deliver(at.driver, 'a', 1)
    const before = await inventory(at.path)
    await deliver(at.driver, 'a', 1)
    expect(await inventory(at.path)).toEqual(before)
  })

  test('takes the same artifact under a later number, and an earlier artifact back', async () => {
    await using at = await place()
    for (const [index, text] of ['a', 'a', 'b', 'a'].entries()) {
      await deliver(at.driver, text, index + 1)
      expect(await at.driver.read()).toEqual({ release: deliveryOf(text, index + 1).release, project, intact: true })
    }
  })

  test('never goes back to a smaller number', async () => {
    await using at = await place()
    await deliver(at.driver, 'b', 7)
    const before = await inventory(at.path)
    await expect(deliver(at.driver, 'a', 6)).rejects.toThrow(/staging holds number 7 already; number 6 comes too late/)
    await expect(deliver(at.driver, 'a', 6)).rejects.toThrow(DeliveryFault)
    expect(await inventory(at.path)).toEqual(before)
  })

  test('of another project is neither read nor written, and a renamed target or project goes on with it', async () => {
    await using at = await place()
    await deliver(at.driver, 'a', 1)
    for (const other of [
      { name: 'support', folder: 'apps/b' },
      { name: 'bot', folder: '' },
    ]) {
      const driver = driverAt(at.path, { owner: ownerOf('staging', { project: other }) })
      await expect(driver.read()).rejects.toThrow(/holds a release of project 'support', not of project/)
      await expect(deliver(driver, 'b', 2)).rejects.toThrow(DeliveryFault)
    }
    const renamed = driverAt(at.path, {
      owner: ownerOf('stage', {
        formerTarget: 'staging',
        project: { name: 'bot', folder: '' },
        formerProject: 'support',
      }),
    })
    expect((await renamed.read())?.release.sequence).toBe(1)
    const { release, files } = deliveryOf('b', 2, 'stage')
    await renamed.apply(renamed.plan(undefined, release, files), files)
    expect((await renamed.read())?.release).toEqual(release)
  })

  test('of another target is neither read nor written', async () => {
    await using at = await place()
    await deliver(at.driver, 'a', 1)
    const other = driverAt(at.path, { owner: ownerOf('production') })
    await expect(other.read()).rejects.toThrow(/place of target 'production' holds a release of target 'staging'/)
    const { release, files } = deliveryOf('a', 2, 'production')
    await expect(other.apply(other.plan(undefined, release, files), files)).rejects.toThrow(DeliveryFault)
    expect((await at.driver.read())?.intact).toBe(true)
  })

  test('keeps the last five releases, and what is not ours', async () => {
    await using at = await place()
    await mkdir(join(at.path, 'releases', 'notes'), { recursive: true })
    await deliver(at.driver, 'v1', 1)
    await writeFile(join(at.path, 'README.md'), 'mine')
    for (let sequence = 2; sequence <= 12; sequence++) await deliver(at.driver, `v${sequence}`, sequence)
    const kept = (await readdir(join(at.path, 'releases'))).map((name) => name.slice(0, 6)).toSorted()
    expect(kept).toEqual(['000008', '000009', '000010', '000011', '000012', 'notes'])
    expect(await readFile(join(at.path, 'README.md'), 'utf8')).toBe('mine')
  })

  test('is cleaned of what killed processes left', async () => {
    await using at = await place()
    await deliver(at.driver, 'a', 1)
    await mkdir(join(at.path, 'releases', '.tmp-x', 'artifact'), { recursive: true })
    await writeFile(join(at.path, '.tmp-y'), '{')
    await deliver(at.driver, 'b', 2)
    expect((await readdir(at.path, { recursive: true })).filter((name) => name.includes('.tmp'))).toEqual([])
  })
})

describe('a release that was tampered with is told, and delivered again beside it', () => {
  const { files } = deliveryOf('a', 1)
  const document = `artifact/blobs/sha256/${artifactOf('a').digest.slice(7)}`
  const ways: readonly (readonly [string, string, (file: string) => Promise<unknown>])[] = [
    ...files.map(({ path }) => [`${path} is gone`, path, (file: string) => rm(file)] as const),
    ['one byte of the document', document, (file) => writeFile(file, '{"text":"b"}')],
    [
      'another release.json',
      'release.json',
      async (file) => writeFile(file, deliveryOf('a', 2).files.at(-1)?.bytes ?? ''),
    ],
    ['a release.json that is none', 'release.json', (file) => writeFile(file, '{')],
    [
      'a symbolic link in place of a file',
      document,
      async (file) => {
        await writeFile(`${file}.real`, await readFile(file))
        await rm(file)
        await symlink(`${file}.real`, file)
      },
    ],
    ['the whole folder is gone', '.', (file) => rm(file, { recursive: true })],
  ]
  for (const [name, path, tamper] of ways) {
    test(name, async () => {
      await using at = await place()
      await deliver(at.driver, 'a', 1)
      const folder = await liveFolder(at.path)
      await tamper(join(folder, path))
      const { release } = deliveryOf('a', 1)
      expect(await at.driver.read()).toEqual({ release, project, intact: false })
      await deliver(at.driver, 'a', 1)
      expect(await at.driver.read()).toEqual({ release, project, intact: true })
    })
  }

  test('a pointer that leads elsewhere is not followed', async () => {
    await using at = await place()
    await deliver(at.driver, 'a', 1)
    const file = join(at.path, 'current.json')
    const text = await readFile(file, 'utf8')
    await mkdir(join(at.path, 'secret'))
    for (const wrong of [
      text.replaceAll(/"folder":"[^"]*"/g, '"folder":"../secret"'),
      text.replaceAll(/"folder":"[^"]*"/g, '"folder":"/etc"'),
      text.replaceAll(/,"folder":"[^"]*"/g, ''),
      text.replace('"version":1', '"version":2'),
      '{',
      '',
    ]) {
      await writeFile(file, wrong)
      await expect(at.driver.read()).rejects.toThrow(/its current\.json is not one of this version; remove it/)
      await expect(at.driver.read()).rejects.toThrow(DeliveryFault)
    }
    await writeFile(file, text.replace('"sequence":1', '"sequence":2'))
    expect((await at.driver.read())?.intact).toBe(false)
  })
})

describe('a directory that cannot be written is a fault with its name', () => {
  test('where the folder that it is in does not exist; unless that may be made', async () => {
    await using at = await place()
    const path = join(at.path, 'deploy', 'staging')
    const { release, files } = deliveryOf('a', 1)
    const driver = driverAt(path)
    await expect(driver.read()).rejects.toThrow(DeliveryFault)
    await expect(driver.apply(driver.plan(undefined, release, files), files)).rejects.toThrow(/directory .*ENOENT/)
    await mkdir(at.path)
    await deliver(driverAt(path, { root: at.path }), 'a', 1)
    expect((await driver.read())?.intact).toBe(true)
  })

  test('where there is a file in its place', async () => {
    await using at = await place()
    await writeFile(at.path, '')
    await expect(at.driver.read()).rejects.toThrow(DeliveryFault)
    const { release, files } = deliveryOf('a', 1)
    await expect(at.driver.apply(at.driver.plan(undefined, release, files), files)).rejects.toThrow(/ENOTDIR/)
  })

  test('where this user may not write, or the disk takes no more; what is live stays live', async () => {
    await using at = await place()
    await deliver(at.driver, 'a', 1)
    await chmod(join(at.path, '..'), 0o755)
    const before = await at.driver.read()
    const folders = [at.path, join(at.path, 'releases')]
    const asNobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
    for (const folder of folders) await chmod(folder, 0o555)
    const readOnly = spawnSync(process.execPath, [deliverer, at.path, '2', '2'], { ...asNobody, encoding: 'utf8' })
    expect(readOnly.stderr).toMatch(/DeliveryFault.*directory .*(EACCES|unable to open)/)
    for (const folder of folders) await chmod(folder, 0o755)
    const full = spawnSync('sh', ['-c', 'ulimit -f 0; exec "$0" "$@"', process.execPath, deliverer, at.path, '2', '2'])
    expect(full.stderr.toString()).toMatch(/DeliveryFault.*directory .*EFBIG/)
    expect(await at.driver.read()).toEqual(before)
    await deliver(at.driver, 'v2', 2)
    expect(await at.driver.read()).toEqual({ release: deliveryOf('v2', 2).release, project, intact: true })
  })

  test('where another process delivers for too long', async () => {
    await using at = await place()
    await mkdir(at.path)
    using _ = await lockFile(join(at.path, '.lock'), 0)
    const impatient = directoryDriver({ owner: ownerOf(), path: at.path, lockTimeoutMs: 60 })
    await expect(deliver(impatient, 'a', 1)).rejects.toThrow(/another process has been delivering there/)
    expect(await readdir(at.path)).toEqual(['.lock'])
  })
})

test('killed before any call that changes a file, a delivery leaves the old release or the new one', {
  timeout: 120_000,
}, async () => {
  await using at = await place()
  for (let sequence = 1; sequence <= 6; sequence++) await deliver(at.driver, `v${sequence}`, sequence)
  const live = { old: 0, new: 0 }
  let sequence = 7
  for (let call = 1; ; call++, sequence++) {
    const args = [at.path, String(sequence), String(sequence), String(call)]
    const { code, stderr } = await (await startNode(deliverer, args)).finished
    const held = await at.driver.read()
    expect(held?.intact).toBe(true)
    expect([sequence - 1, sequence]).toContain(held?.release.sequence)
    if (code === 0) break
    expect([code, stderr]).toEqual([137, ''])
    live[held?.release.sequence === sequence ? 'new' : 'old'] += 1
    await deliver(at.driver, `v${sequence}`, sequence)
    expect(await at.driver.read()).toEqual({
      release: deliveryOf(`v${sequence}`, sequence).release,
      project,
      intact: true,
    })
    expect((await readdir(at.path, { recursive: true })).filter((name) => name.includes('.tmp'))).toEqual([])
    expect((await readdir(join(at.path, 'releases'))).length).toBe(5)
  }
  expect(live.old).toBeGreaterThan(20)
  expect(live.new).toBeGreaterThan(1)
})

test('several processes deliver at once, some of them killed: readers see whole releases, and no number twice', {
  timeout: 120_000,
}, async () => {
  await using at = await place()
  const start = () => startNode(deliverer, [at.path, '1', '150'], { timeoutMs: 100_000 })
  const running = await Promise.all([start(), start(), start(), start()])
  const finished = Promise.all(running.map((one) => one.finished))
  const ended = new AbortController()
  void finished.then(() => ended.abort())
  const seen: number[] = []
  const toKill = [
    { from: 5, victim: running[0] },
    { from: 15, victim: running[1] },
  ]
  while (!ended.signal.aborted) {
    const held = await at.driver.read()
    expect(held?.intact ?? true).toBe(true)
    const sequence = held?.release.sequence ?? 0
    if (sequence !== (seen.at(-1) ?? 0)) seen.push(sequence)
    if (sequence >= (toKill[0]?.from ?? Infinity)) toKill.shift()?.victim?.kill('SIGKILL')
    await wait(2)
  }
  const [first, second, ...rest] = await finished
  expect([first?.code, second?.code]).toEqual([137, 137])
  expect(rest.map(({ code, stderr }) => [code, stderr])).toEqual(rest.map(() => [0, '']))
  expect((await at.driver.read())?.release.sequence).toBe(150)
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  expect(seen.length).toBeGreaterThan(5)
  await expect(readlink(join(at.path, 'current.json'))).rejects.toThrow(/EINVAL/)
})
