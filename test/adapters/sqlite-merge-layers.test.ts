import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { openCallLayer, openCallStore } from '../../src/adapters/sqlite/call-store.ts'
import { mergeCallStores } from '../../src/adapters/sqlite/merge-layers.ts'
import { digestOf } from '../../src/digest/digest.ts'
import { startNode } from '../rig/run.ts'
import { temporaryDirectory } from '../rig/temp.ts'

/** A store of answers: what is asked, what was answered, and when. */
function storeOf(file: string, calls: readonly (readonly [asked: string, answered: string, at?: number])[]): string {
  using store = openCallStore(file)
  for (const [asked, text, at] of calls) {
    const answer = { text, finish: 'stop', servedModel: undefined, usage: undefined, latencyMs: undefined } as const
    store.put({ version: 1, key: digestOf(asked), provider: 'rig', model: 'm', origin: 'http://rig', answer, at })
  }
  return file
}

function answerIn(file: string, asked: string): string | undefined {
  using layer = openCallLayer(file)
  return layer.get(digestOf(asked))?.answer.text
}

describe('merging call stores', () => {
  test('adds what a run found out to the layer, in one file', async () => {
    await using directory = await temporaryDirectory()
    const layer = storeOf(join(directory.path, 'main.sqlite'), [['a', 'old', 1]])
    const calls = storeOf(join(directory.path, 'calls.sqlite'), [
      ['b', 'new', 2],
      ['c', 'recorded'],
    ])
    expect(mergeCallStores([calls], layer)).toEqual({ added: 2, looks: 0, evicted: 0, unreadable: [] })
    expect(['a', 'b', 'c'].map((asked) => answerIn(layer, asked))).toEqual(['old', 'new', 'recorded'])
    expect(await readdir(directory.path)).toEqual(['calls.sqlite', 'main.sqlite'])
  })

  test('makes the layer where there is none, and nothing of nothing', async () => {
    await using directory = await temporaryDirectory()
    const layer = join(directory.path, 'layers', 'main.sqlite')
    expect(mergeCallStores([join(directory.path, 'none')], layer)).toMatchObject({ added: 0 })
    expect(mergeCallStores([storeOf(join(directory.path, 'calls.sqlite'), [['a', 'x', 1]])], layer).added).toBe(1)
    expect(answerIn(layer, 'a')).toBe('x')
  })

  test('keeps the newer answer, from whichever side', async () => {
    await using directory = await temporaryDirectory()
    const layer = storeOf(join(directory.path, 'main.sqlite'), [
      ['a', 'older', 1],
      ['b', 'newer', 9],
      ['c', 'undated'],
      ['d', 'same', 4],
    ])
    const calls = storeOf(join(directory.path, 'calls.sqlite'), [
      ['a', 'newer', 2],
      ['b', 'older', 3],
      ['c', 'dated', 4],
      ['d', 'other', 4],
    ])
    expect(mergeCallStores([calls], layer).added).toBe(2)
    expect(['a', 'b', 'c', 'd'].map((asked) => answerIn(layer, asked))).toEqual(['newer', 'newer', 'dated', 'same'])
  })

  test('leaves the file alone, to the byte, when nothing is new', async () => {
    await using directory = await temporaryDirectory()
    const layer = storeOf(join(directory.path, 'main.sqlite'), [['a', 'x', 1]])
    const before = await readFile(layer)
    expect(mergeCallStores([storeOf(join(directory.path, 'calls.sqlite'), [['a', 'x', 1]])], layer).added).toBe(0)
    expect(await readFile(layer)).toEqual(before)
  })

  test('reads a store that its process was killed over', async () => {
    await using directory = await temporaryDirectory()
    const calls = join(directory.path, 'calls.sqlite')
    const writer = fileURLToPath(new URL('sqlite-writer.ts', import.meta.url))
    const { stdout } = await (await startNode(writer, [calls, 'w', '0.2'])).finished
    expect(await readdir(directory.path)).toContain('calls.sqlite-wal')
    const layer = join(directory.path, 'main.sqlite')
    expect(mergeCallStores([calls], layer).added).toBeGreaterThanOrEqual(stdout.split('\n').length - 1)
    expect(answerIn(layer, 'w 0')).toBe('w 0')
  })

  test('lets the oldest answers go to stay within its limit', async () => {
    await using directory = await temporaryDirectory()
    const text = 'x'.repeat(1000)
    const numbers = Array.from({ length: 400 }, (_, n) => n)
    const calls = storeOf(join(directory.path, 'calls.sqlite'), [
      ['undated', text],
      ...numbers.map((n) => [`call ${n}`, text, n] as const),
    ])
    const layer = join(directory.path, 'main.sqlite')
    const { added, evicted } = mergeCallStores([calls], layer, { largestFile: 200_000 })
    expect(added).toBe(401)
    expect(evicted).toBeGreaterThan(200)
    expect((await readFile(layer)).length).toBeLessThanOrEqual(200_000)
    const kept = numbers.filter((n) => answerIn(layer, `call ${n}`) !== undefined)
    expect(kept).toEqual(numbers.slice(-(401 - evicted)))
    expect(kept.length).toBeGreaterThan(100)
    expect(answerIn(layer, 'undated')).toBeUndefined()
  })

  test('begins a broken layer anew, and leaves a broken source out', async () => {
    await using directory = await temporaryDirectory()
    const [layer, broken] = ['main.sqlite', 'broken.sqlite'].map((name) => join(directory.path, name)) as [
      string,
      string,
    ]
    for (const file of [layer, broken]) await writeFile(file, 'no database at all\n'.repeat(100))
    const calls = storeOf(join(directory.path, 'calls.sqlite'), [['a', 'x', 1]])
    const { added, unreadable } = mergeCallStores([broken, calls], layer)
    expect(added).toBe(1)
    expect(unreadable.map(({ message }) => message)).toEqual([
      `${layer} is left out: file is not a database`,
      `${broken} is left out: file is not a database`,
    ])
    expect(answerIn(layer, 'a')).toBe('x')
  })

  test.each([
    ['a newer version', 'PRAGMA user_version = 3', 'it is of version 3'],
    ['no calls', 'PRAGMA user_version = 1', 'it has no table of calls'],
    [
      'no looks',
      `PRAGMA user_version = 2; CREATE TABLE calls (key, provider, model, origin, at, answer, used);
       INSERT INTO calls VALUES ('a', 'p', 'm', 'o', 2, '', 2)`,
      'it has no table of looks',
    ],
    [
      'a view that computes without end',
      `PRAGMA user_version = 1; CREATE VIEW calls AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
       SELECT i AS key, 'p' AS provider, 'm' AS model, 'o' AS origin, 1 AS at, '' AS answer FROM n`,
      'it has no table of calls',
    ],
    [
      'values of another type',
      `PRAGMA user_version = 1; CREATE TABLE calls (key, provider, model, origin, at, answer);
       INSERT INTO calls VALUES ('a', 'p', 'm', 'o', 'yesterday', x'00')`,
      'cannot store TEXT value in INTEGER column calls.at',
    ],
  ])('takes nothing from a store with %s', async (_name, sql, why) => {
    await using directory = await temporaryDirectory()
    const hostile = join(directory.path, 'hostile.sqlite')
    const database = new DatabaseSync(hostile)
    database.exec(sql)
    database.close()
    const layer = storeOf(join(directory.path, 'main.sqlite'), [['a', 'mine', 1]])
    const merged = mergeCallStores([hostile], layer)
    expect(merged).toMatchObject({ added: 0, unreadable: [{ message: expect.stringContaining(why) }] })
    expect(answerIn(layer, 'a')).toBe('mine')
  })

  test('killed at any instant leaves a whole layer, the old one or the new one', async () => {
    await using directory = await temporaryDirectory()
    const layer = storeOf(join(directory.path, 'main.sqlite'), [['held', 'x', 1]])
    const calls = join(directory.path, 'calls.sqlite')
    storeOf(
      calls,
      Array.from({ length: 300 }, (_, n) => [`call ${n}`, 'y'.repeat(2000), n] as const),
    )
    const script = join(directory.path, 'merge.ts')
    const module = fileURLToPath(new URL('../../src/adapters/sqlite/merge-layers.ts', import.meta.url))
    await writeFile(
      script,
      `import { spawn } from 'node:child_process'
      import { mergeCallStores } from '${module}'
      spawn('sh', ['-c', \`sleep \${process.argv[2]}; kill -9 \${process.pid}\`], { stdio: 'ignore' })
      for (;;) { process.stdout.write('.'); mergeCallStores(['${calls}'], '${layer}') }`,
    )
    let begun = ''
    for (const seconds of ['0.02', '0.05', '0.09', '0.14']) {
      const { code, stdout } = await (await startNode(script, [seconds])).finished
      expect(code).toBe(137)
      begun += stdout
      expect(answerIn(layer, 'held')).toBe('x')
      expect([undefined, 'y'.repeat(2000)]).toContain(answerIn(layer, 'call 299'))
    }
    expect(begun.length).toBeGreaterThan(1)
    mergeCallStores([calls], layer)
    expect(answerIn(layer, 'call 299')).toBe('y'.repeat(2000))
    expect((await readdir(directory.path)).filter((name) => name.includes('merging'))).toEqual([])
  })
})
