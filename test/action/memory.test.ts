import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fetchMemory } from '../../src/action/memory.ts'
import { temporaryDirectory } from '../rig/temp.ts'

const remembering = ['calls.sqlite', 'calls.sqlite-wal', 'layers/main.sqlite', 'layers/zzz.sqlite']

function world(dir: string) {
  const openForge = () => Promise.reject(new Error('nobody is told'))
  return { dir, env: {}, temporary: dir, signal: new AbortController().signal, openForge }
}

test('what an earlier job left on the machine is taken for no memory of this one', async () => {
  await using place = await temporaryDirectory()
  const home = join(place.path, '.llmops')
  mkdirSync(join(home, 'layers'), { recursive: true })
  for (const name of remembering) writeFileSync(join(home, name), 'of another pull request')
  await fetchMemory({ folder: place.path, reads: ['main'], saves: undefined }, world(place.path), place.path)
  expect(remembering.filter((name) => existsSync(join(home, name)))).toEqual([])
})

test('what lies behind a link is not ours to remove', async () => {
  await using place = await temporaryDirectory()
  await using elsewhere = await temporaryDirectory()
  mkdirSync(join(elsewhere.path, 'layers'))
  for (const name of remembering) writeFileSync(join(elsewhere.path, name), 'of somebody else')
  symlinkSync(elsewhere.path, join(place.path, '.llmops'))
  await fetchMemory({ folder: place.path, reads: ['main'], saves: undefined }, world(place.path), place.path)
  expect(readdirSync(join(elsewhere.path, 'layers'))).toEqual(['main.sqlite', 'zzz.sqlite'])
})
