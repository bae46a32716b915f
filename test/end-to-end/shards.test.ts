import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Repository } from '../rig/git.ts'
import { careful, townServer } from './action.ts'
import { inProcess } from './in-process.ts'
import { projectFiles, projectOnBranch } from './project.ts'
import { runShards, withoutTime } from './shard-runs.ts'

describe('a run in shards', () => {
  let server: Awaited<ReturnType<typeof townServer>>
  let repository: Repository

  beforeAll(async () => {
    server = await townServer('shards')
    repository = await projectOnBranch({ url: server.url, system: careful })
    await repository.commit('Reword', projectFiles({ url: server.url, system: 'Be brief.' }))
  })

  afterAll(async () => {
    await repository[Symbol.asyncDispose]()
    await server[Symbol.asyncDispose]()
  })

  test('asks no request twice, and costs what it cost', async () => {
    const codes = await runShards(repository, { of: 6, folder: 'cold' })
    expect(codes).toEqual([0, 0, 0, 0, 0, 0])
    expect(server.requests.length).toBe(240)
    expect(new Set(server.requests.map(({ body }) => JSON.stringify(body))).size).toBe(240)
    const { stdout } = await inProcess(repository, ['report', 'cold', '--format', 'json'])
    expect(JSON.parse(stdout)).toMatchObject({ spent: { newCalls: 240, fromStore: 0, unpriced: 0 } })
  })

  test.each([
    ['check', ['text', 'json', 'markdown', 'html', 'junit', 'sarif']],
    ['eval', ['json', 'html']],
  ])('of %s merges to the bytes of one in any format', async (command, formats) => {
    const asked = server.requests.length
    await runShards(repository, { of: 20, folder: `${command}-20`, command })
    for (const format of formats) {
      const whole = await inProcess(repository, [command, '--format', format])
      const merged = await inProcess(repository, ['report', `${command}-20`, '--format', format])
      expect(withoutTime(merged.stdout), format).toBe(withoutTime(whole.stdout))
      expect([merged.code, merged.stderr]).toEqual([whole.code, ''])
      const again = await inProcess(repository, ['report', '--format', format])
      expect(withoutTime(again.stdout), format).toBe(withoutTime(whole.stdout))
    }
    expect(server.requests.length).toBe(asked)
  })

  test('with --trials merges to the bytes of one', async () => {
    await runShards(repository, { of: 3, folder: 'trials', more: ['--trials', '2'] })
    const whole = await inProcess(repository, ['check', '--trials', '2', '--format', 'json'])
    const merged = await inProcess(repository, ['report', 'trials', '--format', 'json'])
    const comparable = (stdout: string) => ({ ...(JSON.parse(withoutTime(stdout)) as object), plan: 0, spent: 0 })
    expect(comparable(merged.stdout)).toEqual(comparable(whole.stdout)) // what was remembered before differs
  })

  test.each([
    [['eval', '--shard', '0/3'], "--shard is '0/3'"],
    [['check', '--shard', '4/3'], "--shard is '4/3'"],
    [['check', '--shard', 'a/b'], "--shard is 'a/b'"],
    [['check', '--shard', '1/257'], 'at most 256'],
    [['plan', '--shards', '0'], '--shards is'],
    [['eval', '--shard', '1/2', '--record'], '--record keeps all of a suite'],
    [['report', 'nowhere'], "no journal and no folder 'nowhere'"],
    [['report', '--format', 'matrix'], "no format 'matrix'"],
  ])('%j is wrong usage', async (args, says) => {
    const { code, stdout, stderr } = await inProcess(repository, args)
    expect([code, stdout]).toEqual([64, ''])
    expect(stderr).toContain(says)
  })

  test('is planned as a matrix of GitHub Actions', async () => {
    const fixed = await inProcess(repository, ['plan', '--format', 'matrix', '--shards', '4'])
    expect(fixed).toMatchObject({ code: 0, stdout: '{"shard":["1/4","2/4","3/4","4/4"]}\n' })
    const known = await inProcess(repository, ['plan', '--format', 'matrix'])
    expect(known.stdout).toBe('{"shard":["1/1"]}\n') // all is remembered
    const nothing = await inProcess(repository, ['plan', '--format', 'matrix', '--base', 'HEAD'])
    expect(nothing.stdout).toBe('{"shard":[]}\n')
  })
})
