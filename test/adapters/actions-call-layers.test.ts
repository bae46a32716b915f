import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CacheService, type CacheFault, startCacheService } from '../rig/runner/cache-service.ts'
import { type ActionOptions, runAction } from '../rig/runner/run-action.ts'
import { temporaryDirectory } from '../rig/temp.ts'

const script = fileURLToPath(new URL('actions-layers-in-child.ts', import.meta.url))
const push = { event: 'push', payload: { ref: 'refs/heads/main', after: 'a'.repeat(40) } }
const pull = (number: number) => ({
  event: 'pull_request',
  sha: 'b'.repeat(40),
  payload: { pull_request: { number, base: { ref: 'main' }, head: { ref: 'topic' } } },
})

interface Job extends Partial<ActionOptions> {
  readonly layers: readonly unknown[]
  readonly ask: readonly string[]
  readonly project?: string
  readonly prepare?: (workspace: string) => Promise<unknown>
}

/** A job in a workspace of its own; returns what the action said, line by line. */
async function job(cache: CacheService | undefined, { layers, ask, project = '', prepare, ...more }: Job) {
  await using workspace = await temporaryDirectory('workspace')
  await using action = await temporaryDirectory('action')
  await writeFile(join(action.path, 'action.yml'), 'runs: {using: node24, main: index.js}')
  await mkdir(join(workspace.path, project), { recursive: true })
  await prepare?.(workspace.path)
  const env = {
    LAYERS: JSON.stringify(layers),
    ASK: JSON.stringify(ask),
    PROJECT: project,
    IMPATIENT: '1',
    ...more.env,
  }
  const place = { ...push, action: action.path, script, workspace: workspace.path, ...more, env }
  const run = await runAction(cache === undefined ? place : { ...place, cache })
  expect(run.main).toMatchObject({ exitCode: 0, stderr: '' })
  expect(run.annotations).toEqual([])
  const said = run.log.split('\n').filter((line) => /^(found|asked|saved|warned)/.test(line))
  return {
    said,
    warnings: said.filter((line) => line.startsWith('warned: ')),
    files: await layersIn(workspace.path, project),
  }
}

async function layersIn(workspace: string, project: string): Promise<readonly string[]> {
  return readdir(join(workspace, project, '.llmops', 'layers')).catch(() => [])
}

const main = { layers: ['main'] }
const ofPull = (number: number) => ({ ...pull(number), layers: ['main', { pullRequest: number }] })

describe('layers of answers between runs', () => {
  test('main’s are read by pull requests, which keep their own apart', async () => {
    await using cache = await startCacheService()
    expect((await job(cache, { ...main, ask: ['a', 'b'] })).said).toEqual([
      'found []',
      'asked a',
      'asked b',
      'saved true',
    ])
    const first = await job(cache, { ...ofPull(3), ask: ['a', 'c'] })
    expect(first.said).toEqual(['found ["main"]', 'asked c', 'saved true'])
    const second = await job(cache, { ...ofPull(3), ask: ['b', 'c', 'd'], attempt: 2 })
    expect(second.said).toEqual(['found ["main",{"pullRequest":3}]', 'asked d', 'saved true'])
    expect((await job(cache, { ...ofPull(3), ask: ['b', 'c', 'd'], attempt: 3 })).said).toEqual([
      'found ["main",{"pullRequest":3}]',
    ])
    expect((await job(cache, { ...ofPull(4), ask: ['c'] })).said).toEqual(['found ["main"]', 'asked c', 'saved true'])
    expect((await job(cache, { ...main, ask: ['a', 'c'] })).said).toEqual(['found ["main"]', 'asked c', 'saved true'])
    expect(cache.entries.map(({ scope, key }) => [scope, key.replace(/-[^-]*$/, '')])).toEqual([
      ['refs/heads/main', 'llmops-1-main-1-1'],
      ['refs/pull/3/merge', 'llmops-1-pull-request-3-1-1'],
      ['refs/pull/3/merge', 'llmops-1-pull-request-3-1-2'],
      ['refs/pull/4/merge', 'llmops-1-pull-request-4-1-1'],
      ['refs/heads/main', 'llmops-1-main-1-1'],
    ])
  })

  test('of a pull request that the default branch’s job looks at are not those of another', async () => {
    await using cache = await startCacheService()
    await job(cache, { layers: ['main', { pullRequest: 12 }], ask: ['a'] })
    const other = await job(cache, { layers: ['main', { pullRequest: 1 }], ask: ['a'] })
    expect(other.said).toEqual(['found []', 'asked a', 'saved true'])
    expect((await job(cache, { layers: ['main', { pullRequest: 12 }], ask: ['a'] })).said).toEqual([
      'found [{"pullRequest":12}]',
    ])
  })

  test('belong to a project in its folder, whose name may have spaces', async () => {
    await using cache = await startCacheService()
    const project = 'apps/Übersetzung v1.2'
    await job(cache, { ...main, project, ask: ['a'] })
    expect((await job(cache, { ...main, project, ask: ['a'] })).said).toEqual(['found ["main"]'])
    expect((await job(cache, { ...main, project: 'apps/other', ask: ['a'] })).said[0]).toBe('found []')
  })

  test('that another job left in the work tree are not taken for the saved ones', async () => {
    await using cache = await startCacheService()
    const prepare = async (workspace: string) => {
      await mkdir(join(workspace, '.llmops', 'layers'), { recursive: true })
      await writeFile(join(workspace, '.llmops', 'layers', 'main.sqlite'), 'left')
    }
    const { said, files } = await job(cache, { ...main, ask: [], prepare })
    expect({ said, files }).toEqual({ said: ['found []'], files: [] })
  })

  test('are not saved, without a word, where the job may only read', async () => {
    await using cache = await startCacheService()
    await job(cache, { ...main, ask: ['a'] })
    const { said } = await job(cache, { ...ofPull(3), cacheMode: 'read', ask: ['a', 'b'] })
    expect(said).toEqual(['found ["main"]', 'asked b', 'saved false'])
    expect((await job(cache, { ...main, cacheMode: 'none', ask: ['a'] })).said).toEqual([
      'found []',
      'asked a',
      'saved false',
    ])
    expect(cache.entries).toHaveLength(1)
  })
})

describe('a cache service in trouble', () => {
  let cache: CacheService
  let asked = 0
  beforeAll(async () => {
    cache = await startCacheService()
    await job(cache, { ...main, ask: ['a'] })
  })
  afterAll(() => cache[Symbol.asyncDispose]())

  /** A run that has `a` to look up, and something new to keep. */
  async function afterwards(fault: CacheFault, more: Partial<Job> = {}) {
    cache.setFault(fault)
    asked += 1
    const { said, warnings } = await job(cache, { ...main, ask: ['a', `new ${asked}`], ...more })
    return { said: said.map((line) => line.replace(/ \d+$/, '')), warnings }
  }

  test.each<[string, CacheFault, RegExp]>([
    ['is out', { kind: 'unavailable' }, /Failed to make request after 5 attempts: Failed request: \(503\)/],
    ['resets connections', { kind: 'reset' }, /ECONNRESET/],
    ['sends half an archive', { kind: 'corrupt', as: 'half' }, /tar" failed with error/],
    ['sends noise', { kind: 'corrupt', as: 'noise' }, /tar" failed with error/],
  ])('that %s costs the answers, and is said', async (_name, fault, why) => {
    const { said, warnings } = await afterwards(fault)
    expect(said.slice(0, 4)).toEqual([
      expect.stringMatching(/^warned: remembered answers cannot be fetched, so they are asked again: /),
      'found []',
      'asked a',
      'asked new',
    ])
    expect(warnings[0]).toMatch(why)
    expect(warnings.length).toBe(said.at(-1) === 'saved true' ? 1 : 2)
  })

  test('that never answers is given up', async () => {
    const { warnings } = await afterwards({ kind: 'slow', ms: 60_000 }, { env: { DEADLINE_MS: '200' } })
    expect(warnings).toEqual([
      'warned: remembered answers cannot be fetched, so they are asked again: no answer within 0.2 s',
      'warned: new answers are not kept for later runs: no answer within 0.2 s',
    ])
  })

  test.each<[string, CacheFault, RegExp]>([
    ['is full', { kind: 'storage full' }, /uploading cache archive/],
    ['gave a token that may only read', { kind: 'read-only token' }, /cache write denied/],
  ])('that %s is said once, and what was there is used', async (_name, fault, why) => {
    const { said } = await afterwards(fault)
    expect(said).toEqual(['found ["main"]', 'asked new', expect.stringMatching(why), 'saved false'])
  })

  test('that is not there is said once', async () => {
    expect((await job(undefined, { ...main, ask: ['a'] })).said).toEqual([
      'warned: answers are not kept between runs: there is no cache service',
      'found []',
      'asked a',
      'saved false',
    ])
  })
})

describe('a folder that must not be unpacked into', () => {
  test.each(['-C', 'a*b', '[x]'])('by its name: %s', async (project) => {
    await using cache = await startCacheService()
    const { warnings } = await job(cache, { ...main, project, ask: ['a'] })
    expect(warnings).toEqual([
      expect.stringMatching(/^warned: answers are not kept .* is no plain folder of the workspace$/),
    ])
    expect(cache.calls).toEqual([])
  })

  test.each(['.llmops', '.llmops/layers'])('since a link leads out of the workspace: %s', async (link) => {
    await using cache = await startCacheService()
    await using elsewhere = await temporaryDirectory('elsewhere')
    const precious = join(elsewhere.path, link === '.llmops' ? 'layers' : '.', 'main.sqlite')
    await mkdir(dirname(precious), { recursive: true })
    await writeFile(precious, 'precious')
    const prepare = async (workspace: string) => {
      await mkdir(dirname(join(workspace, link)), { recursive: true })
      await symlink(elsewhere.path, join(workspace, link))
    }
    const { warnings } = await job(cache, { ...main, ask: [], prepare })
    expect(warnings).toHaveLength(1)
    expect(await readFile(precious, 'utf8')).toBe('precious')
    expect(cache.calls).toEqual([])
  })
})
