import { copyFileSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { Repository } from '../rig/git.ts'
import { startModelServer } from '../rig/model-server.ts'
import { startCli } from '../rig/run.ts'
import { careful, smallProject, townServer } from './action.ts'
import { inProcess } from './in-process.ts'
import { key, projectFiles, projectOnBranch } from './project.ts'
import { runShards, withoutTime } from './shard-runs.ts'
import { makeRepository } from '../rig/git.ts'

/** A change of the small project whose answers are all remembered, and its shards. */
async function changed(url: string, of: number, files = smallProject): Promise<Repository> {
  const repository = await makeRepository({ files: files({ url, system: careful }) })
  await repository.branch('change')
  await repository.commit('Reword', files({ url, system: `${careful} Please.` }))
  await inProcess(repository, ['check'])
  await runShards(repository, { of, folder: 'journals' })
  return repository
}

function journalOf(repository: Repository, shard: string): string {
  const [name = ''] = readdirSync(join(repository.dir, 'journals')).filter((one) => one.includes(`-check-${shard}-`))
  return join(repository.dir, 'journals', name)
}

/** Exit code, and the lines about what has no score. */
async function reported(repository: Repository, ...paths: readonly string[]) {
  const { code, stdout, stderr } = await inProcess(repository, ['report', ...(paths.length > 0 ? paths : ['journals'])])
  const lacking = stdout.replaceAll(/\n {4}/g, ' ').match(/^ {2}quality \(answer\), .*$/gm) ?? []
  return { code, lacking, stderr, stdout }
}

describe('of the shards of a run', () => {
  test('one that left no journal is missing, with its cases; the others count', async () => {
    await using server = await townServer('lost')
    await using repository = await changed(server.url, 3)
    rmSync(journalOf(repository, '2-of-3'))
    const { code, lacking, stderr } = await reported(repository)
    expect([code, stderr]).toEqual([3, ''])
    expect(lacking).toEqual([expect.stringMatching(/^ {2}quality \(answer\), 2 cases: shard 2\/3 left no journal/)])
  })

  test('one without a case is whole', async () => {
    await using server = await townServer('empty')
    await using repository = await changed(server.url, 8)
    const whole = await inProcess(repository, ['check', '--format', 'json'])
    const merged = await inProcess(repository, ['report', 'journals', '--format', 'json'])
    expect(withoutTime(merged.stdout)).toBe(withoutTime(whole.stdout))
    expect(readFileSync(journalOf(repository, '8-of-8'), 'utf8').trim().split('\n')).toHaveLength(2)
    rmSync(journalOf(repository, '8-of-8')) // nobody knows that it had none, but nothing is missing either
    expect((await reported(repository)).lacking).toEqual([])
  })

  test('one that was killed is unfinished; what it finished counts, and run again it asks nothing twice', async () => {
    let isSlow = true
    await using server = await startModelServer({
      latencyMs: ({ ordinal }) => (isSlow ? 20 + ordinal * 20 : 0),
      keys: [key],
    })
    await using repository = await projectOnBranch({ url: server.url, system: careful })
    await repository.commit('Reword', projectFiles({ url: server.url, system: 'Be brief.' }))
    const shard = ['check', '--shard', '1/2', '--journal', 'journals']
    const running = await startCli(shard, { cwd: repository.dir, env: { LOCAL_KEY: key }, timeoutMs: 60_000 })
    while (server.requests.filter(({ end }) => end === 'answered').length < 30) await wait(5)
    running.kill('SIGKILL')
    expect((await running.finished).code).toBe(137)
    isSlow = false
    const before = server.requests.filter(({ end }) => end === 'answered').length
    await inProcess(repository, ['check', '--shard', '2/2', '--journal', 'journals'])

    const { code, lacking } = await reported(repository)
    expect(code).toBe(3)
    expect(lacking).toEqual([expect.stringMatching(/shard 1\/2 ended before its work was done/)])
    expect(Number(/, (\d+) cases/.exec(lacking[0] ?? '')?.[1])).toBeLessThan(60)

    const asked = server.requests.length
    await inProcess(repository, shard)
    expect(server.requests.length - asked).toBeLessThanOrEqual(120 - before + 8) // what was under way was answered to nobody
    const merged = await inProcess(repository, ['report', 'journals', '--format', 'json'])
    const whole = await inProcess(repository, ['check', '--format', 'json'])
    const comparable = (stdout: string) => ({ ...(JSON.parse(stdout) as object), plan: 0, spent: 0 })
    expect(comparable(merged.stdout)).toEqual(comparable(whole.stdout))
    const { spent } = JSON.parse(merged.stdout) as { spent: { newCalls: number; fromStore: number } }
    expect(spent.newCalls + spent.fromStore).toBeGreaterThanOrEqual(240) // also what the killed one had paid for
  })

  test('one whose journal cannot be read is told with the line, and the journal is not merged', async () => {
    await using server = await townServer('broken')
    await using repository = await changed(server.url, 3)
    const file = journalOf(repository, '1-of-3')
    const lines = readFileSync(file, 'utf8').split('\n')
    writeFileSync(
      file,
      [lines[0], lines[1]?.replace('"score":', '"score":1e9,"__proto__":'), ...lines.slice(2)].join('\n'),
    )
    const { code, lacking, stderr } = await reported(repository)
    expect(code).toBe(3)
    expect(lacking).toEqual([expect.stringMatching(/the journal of shard 1\/3 cannot be read/)])
    expect(stderr).toMatch(/not merged: journals\/.*-check-1-of-3-.*\.jsonl:2: trial\.scores\.0\.\S+ is not/)
  })

  test('one that has scores of what nobody answered is not believed', async () => {
    await using server = await townServer('made-up')
    await using repository = await changed(server.url, 2)
    const file = journalOf(repository, '2-of-2')
    const madeUp = readFileSync(file, 'utf8').replace(/"steps":\[\{.*?\}\],"judgeCalls"/, '"steps":[],"judgeCalls"')
    writeFileSync(file, madeUp)
    const { code, lacking, stderr } = await reported(repository)
    expect(code).toBe(3)
    expect(lacking).toEqual([expect.stringMatching(/the journal of shard 2\/2 cannot be read/)])
    expect(stderr).toMatch(/not merged: \S+:2: has scores, and no answer that they are of/)
  })

  test('two journals of one: the whole one counts, else the fuller', async () => {
    await using server = await townServer('twice')
    await using repository = await changed(server.url, 2)
    const file = journalOf(repository, '1-of-2')
    copyFileSync(file, join(repository.dir, 'journals', 'torn.jsonl'))
    truncateSync(join(repository.dir, 'journals', 'torn.jsonl'), statSync(file).size - 300)
    const whole = await inProcess(repository, ['check', '--format', 'json'])
    const merged = await inProcess(repository, ['report', 'journals', '--format', 'json'])
    expect(withoutTime(merged.stdout)).toBe(withoutTime(whole.stdout))
    truncateSync(file, readFileSync(file, 'utf8').indexOf('\n') + 1)
    expect((await reported(repository)).lacking).toEqual([expect.stringMatching(/, 1 case: shard 1\/2 ended before/)])
  })

  test('what counted against the budget counts, also of a lost one and of one that was run again', async () => {
    await using server = await townServer('charged')
    await using repository = await changed(server.url, 2)
    const charge = (file: string, usd: number) =>
      writeFileSync(file, readFileSync(file, 'utf8').replace(/"usd":0,(?=[^\n]*\n$)/, `"usd":0,"chargedUsd":${usd},`))
    const [first, second] = ['1-of-2', '2-of-2'].map((shard) => journalOf(repository, shard)) as [string, string]
    const charged = async (): Promise<unknown> => {
      const { stdout } = await inProcess(repository, ['report', 'journals', '--format', 'json'])
      return JSON.parse(stdout).spent.chargedUsd
    }
    expect(await charged()).toBeUndefined()
    copyFileSync(first, join(repository.dir, 'journals', 'earlier.jsonl'))
    charge(first, 0.5)
    charge(second, 0.25)
    expect(await charged()).toBe(0.75)
    charge(join(repository.dir, 'journals', 'earlier.jsonl'), 2)
    expect(await charged()).toBe(2.75)
    truncateSync(second, statSync(second).size - 300)
    expect(await charged()).toBe(2.5)
  })

  test('a run in one piece that was killed was interrupted, and is no shard', async () => {
    await using server = await townServer('killed')
    await using repository = await changed(server.url, 2)
    await inProcess(repository, ['check', '--journal', 'whole'])
    const [file = ''] = readdirSync(join(repository.dir, 'whole')).map((name) => join(repository.dir, 'whole', name))
    truncateSync(file, statSync(file).size - 600)
    const { code, stdout } = await reported(repository, 'whole')
    expect(code).toBe(3)
    expect(stdout).toContain('! incomplete: the run was interrupted')
    expect(stdout).not.toContain('shard')
  })

  test('that saw different versions of a model are not mixed silently', async () => {
    await using server = await townServer('mixed')
    await using repository = await changed(server.url, 2)
    expect((await reported(repository)).stderr).toBe('')
    const file = journalOf(repository, '1-of-2')
    const older = readFileSync(file, 'utf8')
      .replaceAll(/"servedModel":"[^"]*"/g, '"servedModel":"mini-2025"')
      .replaceAll(/"at":\d+/g, '"at":1000')
    writeFileSync(file, older)
    const { stderr } = await reported(repository)
    expect(stderr).toContain('answers of local/mini (mini-2025) are compared with those of what has replaced it since')
  })

  test('journals of another run are named and not merged; without any of its own there is no result', async () => {
    await using server = await townServer('foreign')
    await using repository = await changed(server.url, 2)
    await inProcess(repository, ['eval', '--journal', 'others'])
    writeFileSync(join(repository.dir, 'others', 'note.jsonl'), 'no journal\n')
    const merged = await reported(repository, 'others', 'journals')
    expect(merged.stderr).toMatch(
      /not merged: others\/\S+-eval-\S+ is of another run|not merged: others\/note.jsonl:1: /,
    )
    const before = await reported(repository, 'journals')
    await repository.write({ 'llmops/answer.yaml': projectFiles({ url: server.url })['llmops/answer.yaml'] ?? '' })
    const after = await reported(repository, 'journals')
    expect([before.code, after.code, after.stdout]).toEqual([0, 3, ''])
    expect(after.stderr).toContain('the project has changed since')
  })
})
