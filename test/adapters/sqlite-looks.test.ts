import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { openCallLayer, openCallStore } from '../../src/adapters/sqlite/call-store.ts'
import { mergeCallStores } from '../../src/adapters/sqlite/merge-layers.ts'
import { digestOf } from '../../src/digest/digest.ts'
import type { LookAt } from '../../src/verdict/look-record.ts'
import { layeredLooks } from '../../src/verdict/look-record.ts'
import { startNode } from '../rig/run.ts'
import { temporaryDirectory } from '../rig/temp.ts'

const at = (head: string, seen: string, against = 'base'): LookAt => ({
  against: digestOf(against),
  head: digestOf(head),
  seen: digestOf(seen),
})

/** A store as the first version of the program left it. */
function firstVersion(file: string): string {
  const database = new DatabaseSync(file)
  database.exec(`
    CREATE TABLE calls (
      key TEXT PRIMARY KEY, provider TEXT NOT NULL, model TEXT NOT NULL, origin TEXT NOT NULL, at INTEGER, answer TEXT NOT NULL
    ) STRICT;
    INSERT INTO calls VALUES ('${digestOf('old')}', 'rig', 'm', 'http://rig', 3, '{"text":"kept","finish":"stop"}');
    PRAGMA user_version = 1`)
  database.close()
  return file
}

describe('looks in a store', () => {
  test('are numbered, and the same scores are the same look, also when opened again', async () => {
    await using directory = await temporaryDirectory()
    const file = join(directory.path, 'calls.sqlite')
    {
      using store = openCallStore(file)
      expect(store.looks.take(at('a', 'one trial'))).toEqual({ look: 1, attempt: 1 })
      expect(store.looks.take(at('a', 'three trials'))).toEqual({ look: 2, attempt: 1 })
      expect(store.looks.take(at('b', 'one trial'))).toEqual({ look: 1, attempt: 2 })
    }
    using store = openCallStore(file)
    expect(store.looks.take(at('a', 'one trial'))).toEqual({ look: 1, attempt: 1 })
    expect(store.looks.take(at('a', 'drawn anew'))).toEqual({ look: 3, attempt: 1 })
    expect(store.looks.take(at('b', 'one trial'))).toEqual({ look: 1, attempt: 2 })
    expect(store.looks.take(at('a', 'one trial', 'another measure'))).toEqual({ look: 1, attempt: 1 })
  })

  test('of layers count, and stay in them', async () => {
    await using directory = await temporaryDirectory()
    const [main, own] = ['main', 'own'].map((name) => join(directory.path, `${name}.sqlite`)) as [string, string]
    {
      using store = openCallStore(main)
      store.looks.take(at('a', 'earlier'))
    }
    using layer = openCallLayer(main)
    using store = openCallStore(own)
    const looks = layeredLooks(store.looks, layer.looks)
    expect(looks.take(at('a', 'earlier'))).toEqual({ look: 1, attempt: 1 })
    expect(looks.take(at('a', 'later'))).toEqual({ look: 2, attempt: 1 })
    expect(looks.take(at('b', 'later'))).toEqual({ look: 1, attempt: 2 })
    expect(layer.looks.lookedAt(digestOf('base'))).toHaveLength(1)
  })

  test('are merged with the answers, also where nothing was asked; of two numbers the larger stays', async () => {
    await using directory = await temporaryDirectory()
    const [layer, calls] = ['main', 'calls'].map((name) => join(directory.path, `${name}.sqlite`)) as [string, string]
    {
      using store = openCallStore(layer)
      store.looks.take(at('a', 'x'))
      store.looks.take(at('a', 'y'))
    }
    {
      using store = openCallStore(calls)
      store.looks.take(at('a', 'y'))
      store.looks.take(at('a', 'z'))
    }
    expect(mergeCallStores([calls], layer)).toEqual({ added: 0, looks: 1, evicted: 0, unreadable: [] })
    using merged = openCallStore(layer)
    expect(merged.looks.take(at('a', 'y'))).toEqual({ look: 2, attempt: 1 })
    expect(merged.looks.take(at('a', 'new'))).toEqual({ look: 4, attempt: 1 })
  })

  test('get no number twice from several processes at once', async () => {
    await using directory = await temporaryDirectory()
    const file = join(directory.path, 'calls.sqlite')
    const taker = fileURLToPath(new URL('sqlite-looks-in-child.ts', import.meta.url))
    const running = await Promise.all(['p', 'q', 'r'].map((name) => startNode(taker, [file, name, '20'])))
    const ended = await Promise.all(running.map(({ finished }) => finished))
    expect(ended.map(({ stderr }) => stderr)).toEqual(['', '', ''])
    const numbers = ended.flatMap(({ stdout }) => stdout.trim().split('\n').map(Number))
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1))
  })
})

describe('a store of the first version', () => {
  test('is brought to this one with all that it holds', async () => {
    await using directory = await temporaryDirectory()
    const file = firstVersion(join(directory.path, 'calls.sqlite'))
    using store = openCallStore(file)
    expect(store.get(digestOf('old'))?.answer.text).toBe('kept')
    expect(store.looks.take(at('a', 'x'))).toEqual({ look: 1, attempt: 1 })
    using again = openCallStore(file)
    expect(again.looks.lookedAt(digestOf('base'))).toHaveLength(1)
  })

  test('is read as a layer, and merged, as it is', async () => {
    await using directory = await temporaryDirectory()
    const file = firstVersion(join(directory.path, 'main.sqlite'))
    {
      using layer = openCallLayer(file)
      expect(layer.get(digestOf('old'))?.answer.text).toBe('kept')
      expect(layer.looks.lookedAt(digestOf('base'))).toEqual([])
    }
    const into = join(directory.path, 'into.sqlite')
    expect(mergeCallStores([file], into)).toMatchObject({ added: 1, unreadable: [] })
    using merged = openCallLayer(into)
    expect(merged.get(digestOf('old'))?.answer.text).toBe('kept')
  })
})
