import { describe, expect, test } from 'vitest'
import { spentBy } from '../../src/publishing/tally.ts'
import { pushEvent } from '../rig/github/payloads/push.ts'
import { careful, promoting, smallProject, startTeam, townServer } from './action.ts'

const staging = 'kind: DeploymentTarget\nname: staging\ndeploy: answer\nto: {type: git, branch: deploy/staging}\n'

describe('the budget of a month', () => {
  test('counts at the merge what the checks of the pull request cost, by their comment', async () => {
    await using server = await townServer('month')
    const files = (system: string) => ({
      ...smallProject({ url: server.url, system, project: 'budget: {month: 5}\n' }),
      'llmops/targets.yaml': staging,
    })
    await using team = await startTeam(files(careful))
    await team.change('reworded', files(`${careful} Please.`))
    const { number } = await team.github.openPullRequest({ branch: 'reworded' })
    const first = await team.check(number)
    const usd = Number(first.outputs['usd'])
    expect(usd).toBeGreaterThan(0)
    const [comment] = team.github.comments
    expect(spentBy(comment?.body)).toBeCloseTo(usd, 6)

    await team.github.mergePullRequest(number, { method: 'squash' })
    const event = await pushEvent(team.github)
    const merge = await team.job(event, { permissions: promoting })
    expect([merge.main.exitCode, merge.outputs['result']]).toEqual([0, 'promoted'])
    await team.repo.git('fetch', '--quiet', 'origin', '+refs/heads/llmops-ledger:refs/remotes/origin/llmops-ledger')
    const notes = await team.repo.git('log', '--format=%s', 'origin/llmops-ledger')
    expect(notes.match(/^note \$.* for .*$/gm)).toEqual([
      expect.stringMatching(/^note \$[\d.]+ for the checks before [0-9a-f]{7}$/),
      expect.stringMatching(/^note \$[\d.]+ for promoting [0-9a-f]{7}$/),
    ])
    const checks = await team.repo.git(
      'show',
      `origin/llmops-ledger:_/expenses/${new Date().toISOString().slice(0, 7)}/checks-${event.sha}.json`,
    )
    expect(JSON.parse(checks).usd).toBeCloseTo(usd, 6)
    expect(team.github.problems).toEqual([])
  })
})
