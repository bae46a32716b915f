import { copyFile, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { openCallStore, UnusableCallStore } from '../../src/adapters/sqlite/call-store.ts'
import { digestOf } from '../../src/digest/digest.ts'
import type { Digest } from '../../src/digest/digest.ts'
import type { StoredCall } from '../../src/evaluation/call.ts'
import { startNode } from '../rig/run.ts'
import { temporaryDirectory } from '../rig/temp.ts'

const writer = fileURLToPath(new URL('sqlite-writer.ts', import.meta.url))

function storedCall(text: string, more: Partial<StoredCall> = {}): StoredCall {
  const answer = { text, finish: 'stop', servedModel: undefined, usage: undefined, latencyMs: undefined } as const
  return { version: 1, key: digestOf(text), provider: 'rig', model: 'm', origin: 'http://rig', answer, at: 5, ...more }
}

describe('the call store', () => {
  test('remembers what was put, whole, also when opened again', async () => {
    await using directory = await temporaryDirectory()
    const file = join(directory.path, 'a', 'b', 'calls.sqlite')
    const whole = storedCall('Zwei Tage 🚲 \ud800 \0', {
      at: undefined,
      answer: {
        text: 'Zwei Tage 🚲 \ud800 \0',
        finish: 'refusal',
        servedModel: 'm-2026',
        usage: { inputTokens: 3, cachedInputTokens: 1, outputTokens: 2 },
        latencyMs: 12,
      },
    })
    {
      using store = openCallStore(file)
      expect(store.get(whole.key)).toBeUndefined()
      store.put(whole)
      store.put(storedCall('plain'))
      expect(store.movedAside).toBeUndefined()
    }
    using store = openCallStore(file)
    expect(store.get(whole.key)).toStrictEqual(whole)
    expect(store.get(digestOf('plain'))).toStrictEqual(storedCall('plain'))
  })

  test('keeps the later answer of one call', async () => {
    await using directory = await temporaryDirectory()
    using store = openCallStore(join(directory.path, 'calls.sqlite'))
    const { key } = storedCall('first')
    store.put(storedCall('first'))
    store.put({ ...storedCall('second'), key })
    expect(store.get(key)?.answer.text).toBe('second')
  })

  test('is one file when it is closed', async () => {
    await using directory = await temporaryDirectory()
    const store = openCallStore(join(directory.path, 'calls.sqlite'))
    store.put(storedCall('a'))
    store[Symbol.dispose]()
    expect(await readdir(directory.path)).toEqual(['calls.sqlite'])
  })

  test('prints nothing, no warning either', async () => {
    await using directory = await temporaryDirectory()
    const running = await startNode(writer, [join(directory.path, 'calls.sqlite'), 'w', '0.2'])
    const { stderr, stdout } = await running.finished
    expect(stdout).toContain(' w 0\n')
    expect(stderr).toBe('')
  })
})

describe('a kill at any instant', () => {
  test('loses no answer that was put, with several writers at once', async () => {
    await using directory = await temporaryDirectory()
    const file = join(directory.path, 'calls.sqlite')
    const printed: string[] = []
    for (const seconds of ['0.1', '0.25', '0.18']) {
      const names = ['a', 'b', 'c'].map((name) => `${name}${seconds}`)
      const running = await Promise.all(names.map((name) => startNode(writer, [file, name, seconds])))
      const ended = await Promise.all(running.map(({ finished }) => finished))
      expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual([
        [137, ''],
        [137, ''],
        [137, ''],
      ])
      printed.push(...ended.flatMap(({ stdout }) => stdout.split('\n').slice(0, -1)))
    }
    expect(printed.length).toBeGreaterThan(30)
    using store = openCallStore(file)
    expect(store.movedAside).toBeUndefined()
    for (const line of printed) {
      const [key, ...text] = line.split(' ')
      expect(store.get(key as Digest)?.answer.text).toBe(text.join(' '))
    }
  })
})

describe('a file that is no intact store', () => {
  test.each([
    [
      'a text',
      async (file: string) =>
        writeFile(file, 'this is no database, but it is long enough to be looked at\n'.repeat(20)),
    ],
    [
      'a database with a broken first page',
      async (file: string) => {
        openCallStore(file)[Symbol.dispose]()
        const bytes = await readFile(file)
        bytes.fill(0xff, 100, 4096)
        await writeFile(file, bytes)
      },
    ],
  ])('%s is moved aside, and an empty store begun', async (_name, breakFile) => {
    await using directory = await temporaryDirectory()
    const file = join(directory.path, 'calls.sqlite')
    await breakFile(file)
    const before = await readFile(file)
    using store = openCallStore(file)
    expect(store.movedAside).toBe(`${file}.corrupt`)
    expect(await readFile(`${file}.corrupt`)).toEqual(before)
    store.put(storedCall('a'))
    expect(store.get(digestOf('a'))).toStrictEqual(storedCall('a'))
  })

  test('of a newer version is named and left as it is', async () => {
    await using directory = await temporaryDirectory()
    const file = join(directory.path, 'calls.sqlite')
    openCallStore(file)[Symbol.dispose]()
    const database = new DatabaseSync(file)
    database.exec('PRAGMA user_version = 99')
    database.close()
    await copyFile(file, `${file}.before`)
    expect(() => openCallStore(file)).toThrow(UnusableCallStore)
    expect(() => openCallStore(file)).toThrow(
      `the call store ${file} cannot be used: it is of version 99, this program knows up to 2. ` +
        'Deleting it costs money (what it remembers is asked again), never correctness.',
    )
    expect(await readFile(file)).toEqual(await readFile(`${file}.before`))
  })

  test('that is a directory is named', async () => {
    await using directory = await temporaryDirectory()
    expect(() => openCallStore(directory.path)).toThrow(`the call store ${directory.path} cannot be used: `)
    expect((await stat(directory.path)).isDirectory()).toBe(true)
  })
})
