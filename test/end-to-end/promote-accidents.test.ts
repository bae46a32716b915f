import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../../src/digest/digest.ts'
import { commitByHand } from '../adapters/git-accidents.ts'
import { llmops } from './project.ts'
import { fateOf, releaseAt, releaseRepository, run, staging } from './releases.ts'

const releaseFile = 'release.json'

describe('another subject at a target', () => {
  test('is held to the suites of the one before, whatever the suites and the subject are called', async () => {
    await using scope = new AsyncDisposableStack()
    const { repo, filesWith } = await releaseRepository(scope)
    await run(repo, 'promote')
    const guessing = filesWith({ system: 'Just guess.' })
    const decoy = 'kind: EvalSuite\nname: fine\nsubject: reply\ndataset: towns\nassert: [{type: regex, value: "."}]\n'
    const reply = String(guessing['llmops/answer.yaml']).replace('name: answer', 'name: reply').split('---')[0] ?? ''
    await repo.commit('A decoy', {
      'llmops/reply.yaml': `${reply}---\n${decoy}`,
      'llmops/targets.yaml': staging.replace('deploy: answer', 'deploy: reply'),
    })
    const { code, report } = await run(repo, 'promote')
    const [outcome] = report.targets
    expect([code, outcome?.comparisons.map(({ suite, measure }) => `${suite} ${measure}`)]).toEqual([
      1,
      ['fine head', 'quality base'],
    ])
    expect(await releaseAt(repo)).toMatchObject({ subject: 'answer', sequence: 1 })
  })
})

describe('a rollback', () => {
  test('by a commit that was not merged, which may say another place, is refused and says how', async () => {
    await using scope = new AsyncDisposableStack()
    const { repo, filesWith } = await releaseRepository(scope)
    await run(repo, 'promote')
    const first = await releaseAt(repo)
    await repo.commit('Two', filesWith({ system: 'Two.' }))
    await run(repo, 'promote')
    await repo.branch('feature')
    await repo.commit('Move', filesWith({ targets: staging.replace('deploy/staging', 'deploy/elsewhere') }))
    const refused = await llmops(repo, ['rollback', 'staging'])
    expect([refused.code, refused.stderr]).toEqual([64, expect.stringContaining('llmops rollback staging --head main')])
    expect((await releaseAt(repo)).sequence).toBe(2)
    expect((await llmops(repo, ['rollback', 'staging', '--head', 'main'])).code).toBe(0)
    expect(await releaseAt(repo)).toMatchObject({ digest: first.digest, sequence: 3 })
  })

  test('by a commit that was promoted once, though main was rewritten since, is carried out', async () => {
    await using scope = new AsyncDisposableStack()
    const { repo, filesWith } = await releaseRepository(scope)
    await run(repo, 'promote')
    const live = await repo.commit('Two', filesWith({ system: 'Two.' }))
    await run(repo, 'promote')
    await repo.git('reset', '--quiet', '--hard', 'HEAD~1')
    await repo.commit('Another two', { 'llmops/targets.yaml': null })
    expect((await llmops(repo, ['rollback', 'staging', '--head', live])).code).toBe(0)
    expect((await releaseAt(repo)).sequence).toBe(3)
  })
})

describe('a release at a branch', () => {
  test('from before releases said whose they are is the one that the ledger says, and is followed', async () => {
    await using scope = new AsyncDisposableStack()
    const { repo, filesWith } = await releaseRepository(scope)
    await run(repo, 'promote')
    const { project: _, ...earlier } = JSON.parse(await repo.git('show', `deploy/staging:${releaseFile}`))
    await commitByHand(repo, 'deploy/staging', (clone) => clone.write({ [releaseFile]: canonicalJson(earlier) }))
    const looked = await run(repo, 'status')
    expect([looked.code, looked.report.targets[0]?.['reality']]).toEqual([0, 'agrees'])
    await repo.commit('Two', filesWith({ system: 'Two.' }))
    expect(fateOf(await run(repo, 'promote'))).toEqual([0, 'promoted'])
    expect(JSON.parse(await repo.git('show', `deploy/staging:${releaseFile}`))).toHaveProperty('project')
  })

  test('that was broken by hand is delivered again once its release.json is removed, as the message says', async () => {
    await using scope = new AsyncDisposableStack()
    const { repo } = await releaseRepository(scope)
    await run(repo, 'promote')
    await commitByHand(repo, 'deploy/staging', (clone) => clone.write({ [releaseFile]: '{' }))
    const broken = await run(repo, 'promote')
    expect([broken.code, broken.report.targets[0]?.outcome['detail']]).toEqual([
      3,
      expect.stringContaining('Remove it to deliver again'),
    ])
    await commitByHand(repo, 'deploy/staging', (clone) => rm(join(clone.dir, releaseFile)))
    const { code, report } = await run(repo, 'promote')
    expect([code, report.recovered]).toMatchObject([0, [{ target: 'staging', why: 'drift' }]])
    expect((await run(repo, 'status')).code).toBe(0)
  })
})
