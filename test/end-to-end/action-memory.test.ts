import { describe, expect, test } from 'vitest'
import { pullRequestEvent } from '../rig/github/payloads/pull-request.ts'
import { pushEvent } from '../rig/github/payloads/push.ts'
import { startCacheService } from '../rig/runner/cache-service.ts'
import { careful, promoting, smallProject, startTeam, townServer } from './action.ts'

const target = 'kind: DeploymentTarget\nname: staging\ndeploy: answer\nto: {type: git, branch: deploy/staging}\n'

describe('what runs remember', () => {
  test('a pull request reads what main asked, adds to its own, and never to main’s', async () => {
    await using server = await townServer('memory')
    await using cache = await startCacheService()
    const files = { ...smallProject({ url: server.url, system: careful }), 'llmops/target.yaml': target }
    await using team = await startTeam(files)
    const inputs = { comment: 'false' }
    const merged = await team.job(await pushEvent(team.github), { permissions: promoting, cache, inputs })
    expect([merged.outputs['result'], merged.outputs['new-calls']]).toEqual(['promoted', '5'])

    await team.change('reworded', smallProject({ url: server.url, system: `${careful} Please.` }))
    const { number } = await team.github.openPullRequest({ branch: 'reworded' })
    const first = await team.check(number, { cache, runId: 2 })
    expect(first.outputs['new-calls']).toBe('5') // of head; base's are main's
    const again = await team.check(number, { cache, runId: 3 })
    expect([again.outputs['new-calls'], server.requests.length]).toEqual(['0', 10])
    expect(cache.entries.map(({ key, scope }) => [key.replace(/-\d+-\d+-\w+$/, ''), scope])).toEqual([
      ['llmops-1-main', 'refs/heads/main'],
      ['llmops-1-pull-request-1', `refs/pull/${number}/merge`],
    ])
    expect(team.github.problems).toEqual([])
  })

  test('without a cache service all is asked, with one warning; where nothing is to be evaluated, none is missed', async () => {
    await using server = await townServer('no-cache')
    await using team = await startTeam(smallProject({ url: server.url, system: careful }))
    await team.change('reworded', smallProject({ url: server.url, system: `${careful} Please.` }))
    const { number } = await team.github.openPullRequest({ branch: 'reworded' })
    const run = await team.check(number)
    expect(run.outputs['new-calls']).toBe('10')
    expect(run.annotations.filter(({ level }) => level === 'warning')).toHaveLength(1)
    expect(run.log).toContain('answers are not kept between runs')
    await team.change('documentation', { 'README.md': 'x' })
    await team.github.openPullRequest({ branch: 'documentation' })
    const event = await pullRequestEvent(team.github, number + 1, 'opened')
    expect((await team.job(event)).annotations.filter(({ level }) => level === 'warning')).toEqual([])
    expect(team.github.problems).toEqual([])
  })

  test('is kept by the post step where main was killed', async () => {
    await using server = await townServer('killed')
    await using cache = await startCacheService()
    const options = { url: server.url, provider: ', concurrency: 1' } // the next is asked when the one before is kept
    await using team = await startTeam(smallProject({ ...options, system: careful }))
    await team.change('reworded', smallProject({ ...options, system: `${careful} Please.` }))
    const { number } = await team.github.openPullRequest({ branch: 'reworded' })
    server.setFaults([{ fault: 'hang', nth: 6 }])
    const running = await team.start(await pullRequestEvent(team.github, number, 'opened'), { cache })
    while (server.requests.length < 6) await new Promise((resolve) => setTimeout(resolve, 20))
    await running.kill()
    server.setFaults([])
    const again = await team.check(number, { cache, runId: 2 })
    expect(again.outputs['new-calls']).toBe('5')
    expect(team.github.problems).toEqual([])
  })
})
