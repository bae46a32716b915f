import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { found, isAllTold, leave, nothingLeftToTell } from '../../src/action/handover.ts'
import { temporaryDirectory } from '../rig/temp.ts'

afterEach(() => vi.unstubAllEnvs())

test('what was told stays told, whatever a later step of the job does to the files', async () => {
  await using desk = await temporaryDirectory()
  const states = join(desk.path, 'states')
  await writeFile(states, '')
  vi.stubEnv('GITHUB_STATE', states)
  expect(isAllTold(desk.path)).toBe(false)
  nothingLeftToTell(desk.path)
  expect(isAllTold(desk.path)).toBe(true)
  await rm(join(desk.path, 'told.json'))
  const [, value] = /^told<<(?:.+)\n(.*)\n/.exec(await readFile(states, 'utf8')) ?? []
  vi.stubEnv('STATE_told', value) // as the runner gives it to the post step
  expect(isAllTold(desk.path)).toBe(true)
})

test('a part that was not written whole is none', async () => {
  await using desk = await temporaryDirectory()
  leave(desk.path, 'ended', 0)
  expect(found(desk.path, 'ended')).toBe(0)
  await writeFile(join(desk.path, 'layer.json.part'), '{"folder":')
  expect(found(desk.path, 'layer')).toBeUndefined()
})
