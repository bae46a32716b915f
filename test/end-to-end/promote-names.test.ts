import { describe, expect, test } from 'vitest'
import { llmops } from './project.ts'
import { fateOf, ledgerLog, releaseAt, releaseRepository, run } from './releases.ts'

function target(name: string, { formerly, branch = 'deploy/staging' }: { formerly?: string; branch?: string } = {}) {
  const before = formerly === undefined ? '' : `formerly: ${formerly}\n`
  return `kind: DeploymentTarget\nname: ${name}\n${before}deploy: answer\nto: {type: git, branch: ${branch}}\n`
}

describe('a target that is renamed', () => {
  test('there and back keeps its history: what was rolled back is still held back', async () => {
    await using scope = new AsyncDisposableStack()
    const { repo, filesWith } = await releaseRepository(scope, { targets: target('a') })
    await run(repo, 'promote')
    await repo.commit('Two', filesWith({ system: 'Two.' }))
    await run(repo, 'promote')
    expect((await llmops(repo, ['rollback', 'a'])).code).toBe(0)
    for (const [name, formerly] of [
      ['b', 'a'],
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      await repo.commit(`Now ${name}`, filesWith({ system: 'Two.', targets: target(name, { formerly }) }))
      expect([name, ...fateOf(await run(repo, 'promote'))]).toEqual([name, 0, 'held-back'])
    }
    expect((await ledgerLog(repo)).split('\n').slice(0, 3)).toEqual([
      'rename a to b (no. 6)',
      'rename b to a (no. 5)',
      'rename a to b (no. 4)',
    ])
    await repo.commit('Three', filesWith({ system: 'Three.', targets: target('b') }))
    expect(fateOf(await run(repo, 'promote'))).toEqual([0, 'promoted'])
    expect(await releaseAt(repo)).toMatchObject({ target: 'b', sequence: 7 })
  })

  test('without `formerly` claims nothing at its place; with it, as told, the gates compare with what is held', async () => {
    await using scope = new AsyncDisposableStack()
    const { repo, server, filesWith } = await releaseRepository(scope, { targets: target('a') })
    await run(repo, 'promote')
    const [ledger, asked] = [await repo.git('rev-parse', 'llmops-ledger'), server.requests.length]
    await repo.commit('Forgotten', filesWith({ system: 'Just guess.', targets: target('b') }))
    const forgotten = await run(repo, 'promote')
    expect([forgotten.code, forgotten.report.targets[0]?.outcome['detail']]).toEqual([
      3,
      expect.stringContaining("or say 'formerly: a' if that is its earlier name"),
    ])
    expect([await repo.git('rev-parse', 'llmops-ledger'), server.requests.length]).toEqual([ledger, asked])
    await repo.commit('As told', filesWith({ system: 'Just guess.', targets: target('b', { formerly: 'a' }) }))
    expect(fateOf(await run(repo, 'promote'))).toEqual([1, 'stopped'])
    expect((await releaseAt(repo)).sequence).toBe(1)
  })

  test('to the name of one that is gone is refused: what that held is not brought to its place', async () => {
    await using scope = new AsyncDisposableStack()
    const other = target('z', { branch: 'deploy/z' })
    const { repo, filesWith } = await releaseRepository(scope, { targets: `${target('a')}---\n${other}` })
    await run(repo, 'promote')
    await repo.commit('Two', filesWith({ system: 'Two.' }))
    await run(repo, 'promote', '--target', 'a')
    await repo.commit('Without a', filesWith({ system: 'Good.', targets: other }))
    await run(repo, 'promote')
    const live = await releaseAt(repo, 'deploy/z')
    const taken = target('a', { formerly: 'z', branch: 'deploy/z' })
    await repo.commit('z is a', filesWith({ system: 'Good.', targets: taken }))
    const { code, report } = await run(repo, 'promote')
    expect([code, report.recovered, report.targets[0]?.outcome['detail']]).toEqual([
      3,
      [],
      expect.stringContaining("the ledger has a history of 'a' from before, which is not that of 'z'"),
    ])
    expect(await releaseAt(repo, 'deploy/z')).toEqual(live)
  })
})
