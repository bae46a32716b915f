import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { openCallStore, type StoreOptions } from '../../src/adapters/sqlite/call-store.ts'
import { digestOf } from '../../src/digest/digest.ts'
import type { StoredCall } from '../../src/evaluation/call.ts'
import { startNode } from '../rig/run.ts'
import { temporaryDirectory } from '../rig/temp.ts'

const dayMs = 24 * 60 * 60_000
const limit = 200_000
const filler = fileURLToPath(new URL('sqlite-fill-in-child.ts', import.meta.url))

function call(asked: string, at: number): StoredCall {
  const answer = {
    text: 'x'.repeat(1000),
    finish: 'stop',
    servedModel: undefined,
    usage: undefined,
    latencyMs: 1,
  } as const
  return { version: 1, key: digestOf(asked), provider: 'rig', model: 'm', origin: 'http://rig', answer, at }
}

/** A run on a day that asks `count` calls and reads others. */
function run(
  file: string,
  day: number,
  options: StoreOptions,
  asks: readonly string[],
  reads: readonly string[] = [],
): void {
  using store = openCallStore(file, { now: () => day * dayMs, ...options })
  for (const [at, asked] of asks.entries()) store.put(call(asked, day * dayMs + at))
  for (const asked of reads) expect(store.get(digestOf(asked))).toBeDefined()
}

const named = (name: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => `${name} ${n}`)

function held(file: string, asked: readonly string[]): readonly string[] {
  using store = openCallStore(file)
  return asked.filter((one) => store.get(digestOf(one)) !== undefined)
}

const sizeOf = async (file: string): Promise<number> => (await stat(file)).size

describe('the limit of a store', () => {
  test('lets go first what was not used for longest, whenever it was asked', async () => {
    await using directory = await temporaryDirectory()
    const file = join(directory.path, 'calls.sqlite')
    run(file, 1, {}, named('first', 60))
    run(file, 2, {}, named('second', 60))
    run(file, 3, {}, named('third', 20), named('first', 60)) // of the first day, and used on the third
    run(file, 4, { largestFile: limit }, named('fourth', 20))
    expect(await sizeOf(file)).toBeLessThanOrEqual(limit)
    expect(held(file, named('second', 60)).length).toBeLessThan(60)
    expect(held(file, [...named('first', 60), ...named('third', 20), ...named('fourth', 20)])).toHaveLength(100)
    expect(await readdir(directory.path)).toEqual(['calls.sqlite'])
  })

  test('is no matter to a store within it', async () => {
    await using directory = await temporaryDirectory()
    const file = join(directory.path, 'calls.sqlite')
    run(file, 1, { largestFile: limit }, named('a', 60))
    run(file, 2, { largestFile: limit }, named('b', 60))
    expect(held(file, [...named('a', 60), ...named('b', 60)])).toHaveLength(120)
  })

  test('keeps what a run that is under way counts on: the last one to close the store evicts', async () => {
    await using directory = await temporaryDirectory()
    const file = join(directory.path, 'calls.sqlite')
    run(file, 1, {}, named('old', 300))
    {
      using underWay = openCallStore(file, { largestFile: limit })
      run(file, 2, { largestFile: limit }, named('new', 20))
      expect(named('old', 300).every((asked) => underWay.get(digestOf(asked)) !== undefined)).toBe(true)
      expect(await sizeOf(file)).toBeGreaterThan(limit)
    }
    expect(await sizeOf(file)).toBeLessThanOrEqual(limit)
  })

  test('does not touch the looks', async () => {
    await using directory = await temporaryDirectory()
    const file = join(directory.path, 'calls.sqlite')
    const look = { against: digestOf('base'), head: digestOf('head'), seen: digestOf('seen') }
    {
      using store = openCallStore(file)
      store.looks.take(look)
    }
    run(file, 2, { largestFile: limit }, named('a', 400))
    using store = openCallStore(file)
    expect(store.looks.lookedAt(look.against)).toHaveLength(1)
  })

  test('holds with several processes, killed ones among them: of each the newest answers stay', async () => {
    await using directory = await temporaryDirectory()
    const file = join(directory.path, 'calls.sqlite')
    const printed: (readonly string[])[] = []
    for (const round of ['a', 'b', 'c']) {
      const ends = ['kill', 'close', 'close'].map((end, at) => [file, `${round}${at}`, String(limit), '80', end])
      const running = await Promise.all(ends.map((args) => startNode(filler, args)))
      const ended = await Promise.all(running.map(({ finished }) => finished))
      expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual([
        [137, ''],
        [0, ''],
        [0, ''],
      ])
      printed.push(...ended.map(({ stdout }) => stdout.split('\n').slice(0, -1)))
    }
    run(file, Math.floor(Date.now() / dayMs), { largestFile: limit }, [])
    expect(await sizeOf(file)).toBeLessThanOrEqual(limit)
    expect(held(file, printed.flat()).length).toBeGreaterThan(50)
    for (const one of printed) {
      const kept = held(file, one)
      expect(kept).toEqual(kept.length === 0 ? [] : one.slice(-kept.length))
    }
  })
})
