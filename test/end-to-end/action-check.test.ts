import { describe, expect, test } from 'vitest'
import { pullRequestEvent } from '../rig/github/payloads/pull-request.ts'
import { commandsIn } from '../rig/runner/command.ts'
import { careful, smallProject, startTeam, townServer } from './action.ts'
import { key, projectFiles } from './project.ts'

describe('a pull request', () => {
  test('gets its comment, its status and a red job for a regression; a second push updates the same comment', async () => {
    await using server = await townServer('comment')
    await using team = await startTeam(projectFiles({ url: server.url, system: careful }))
    await team.change('shorter', projectFiles({ url: server.url, system: 'Answer from the map.' }))
    const { number, head } = await team.github.openPullRequest({ branch: 'shorter' })
    const run = await team.check(number, { inputs: { status: 'llmops' } })
    expect(run.main.exitCode).toBe(1)
    expect(run.outputs).toMatchObject({ result: 'regression', 'exit-code': '1', 'new-calls': '240' })
    expect(Number(run.outputs['usd'])).toBeGreaterThan(0)
    expect(team.github.comments.map(({ body }) => body.split('\n').slice(0, 2))).toEqual([
      ['<!-- llmops:check . -->', expect.stringMatching(/^### ❌ LLMOps: `answer` got worse/)],
    ])
    expect(run.summary).toContain('`answer` got worse')
    expect(team.github.statuses.map(({ sha, state }) => [sha, state])).toEqual([
      [head.sha, 'pending'],
      [head.sha, 'failure'],
    ])
    expect(run.post?.exitCode).toBe(0)
    expect(run.log).not.toContain(key)

    await team.change('shorter', projectFiles({ url: server.url, system: `${careful} Please.` }))
    await team.github.synchronize(number)
    const again = await team.job(await pullRequestEvent(team.github, number, 'synchronize'))
    expect(again.main.exitCode).toBe(0)
    expect(team.github.comments.map(({ body }) => body)).toEqual([
      expect.stringContaining('### ❔ LLMOps: no regression shown'),
    ])
    expect(team.github.problems).toEqual([])
  })

  test('that changes documentation evaluates nothing, and creates no comment; an earlier one is replaced', async () => {
    await using server = await townServer('documentation')
    await using team = await startTeam(smallProject({ url: server.url, system: careful }))
    await team.change('documentation', { 'README.md': 'How to ask.\n' })
    const { number } = await team.github.openPullRequest({ branch: 'documentation' })
    const run = await team.check(number)
    expect([run.main.exitCode, run.outputs['result']]).toEqual([0, 'nothing-to-evaluate'])
    expect(run.log).toContain('nothing to evaluate')
    expect(team.github.comments).toEqual([])

    team.github.comment({ pullRequest: number, body: '<!-- llmops:check . -->\nearlier', by: 'github-actions[bot]' })
    team.github.comment({ pullRequest: number, body: '<!-- llmops:check . -->\nforged', by: 'mallory' })
    await team.check(number)
    expect(team.github.comments.map(({ body }) => body)).toEqual([
      expect.stringContaining('### ✅ LLMOps: nothing to evaluate'),
      '<!-- llmops:check . -->\nforged',
    ])
    expect(server.requests).toEqual([])
    expect(team.github.problems).toEqual([])
  })

  test('with invalid YAML is annotated on its lines, beyond ten in a check run', async () => {
    await using team = await startTeam(smallProject({ url: 'http://127.0.0.1:9', system: careful }))
    const prompts = Array.from(
      { length: 12 },
      (_, n) => `kind: Prompt\nname: p${n}\nmodel: town-model\nuser: "{{a\u0020b}}"\n`,
    )
    await team.change('broken', { 'llmops/broken.yaml': prompts.join('---\n') })
    const { number, head } = await team.github.openPullRequest({ branch: 'broken' })
    const run = await team.check(number)
    expect([run.main.exitCode, run.outputs['result']]).toEqual([2, 'invalid'])
    const annotated = run.annotations.filter(({ file }) => file === 'llmops/broken.yaml')
    expect(annotated.map(({ level, line }) => [level, line])).toEqual(
      Array.from({ length: 10 }, (_, n) => ['error', 5 * n + 4]),
    )
    expect(team.github.checkRuns).toMatchObject([
      {
        sha: head.sha,
        name: 'llmops annotations',
        conclusion: 'failure',
        annotations: [{ start_line: 54 }, { start_line: 59 }],
      },
    ])
    expect(team.github.comments.map(({ body }) => body)).toEqual([expect.stringContaining('### ❌ LLMOps: 12 errors')])
    expect(team.github.problems).toEqual([])
  })

  test('whose token may not comment is a warning, and says which permission is missing', async () => {
    await using server = await townServer('permission')
    await using team = await startTeam(smallProject({ url: server.url, system: careful }))
    await team.change('reworded', smallProject({ url: server.url, system: `${careful} Please.` }))
    const { number } = await team.github.openPullRequest({ branch: 'reworded' })
    const run = await team.check(number, {
      permissions: { contents: 'read', pullRequests: 'read' },
      inputs: { status: 'llmops' },
    })
    expect(run.main.exitCode).toBe(0)
    const warnings = run.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)
    expect(warnings).toContain('the comment was not written: the token lacks `pull-requests: write`')
    expect(warnings).toContain('the status llmops was not set: the token lacks `statuses: write`')
    expect(run.summary).toContain('LLMOps')
    expect(team.github.problems).toEqual([])
  })

  test('is checked on its test merge, whatever was checked out, and whatever credentials that left behind', async () => {
    await using server = await townServer('checkout')
    await using team = await startTeam(smallProject({ url: server.url, system: careful }))
    const head = await team.change('reworded', smallProject({ url: server.url, system: `${careful} Please.` }))
    const { number } = await team.github.openPullRequest({ branch: 'reworded' })
    const event = await pullRequestEvent(team.github, number, 'opened')
    for (const checkout of [{ ref: head }, { depth: 2 }, { ref: 'main', depth: 2, persistCredentials: true }]) {
      const run = await team.job(event, { checkout })
      expect([run.main.exitCode, run.outputs['new-calls']]).toEqual([0, '10'])
    }
    expect(team.github.comments).toHaveLength(1)
    expect(team.github.problems).toEqual([])
  })

  test('that names things like commands commands nothing', async () => {
    await using server = await townServer('hostile')
    await using team = await startTeam(smallProject({ url: server.url, system: careful }))
    const hostile = '"x\\n::set-output name=result::promoted\\n##[add-mask]a"'
    const files = smallProject({ url: server.url, system: `${careful} Please.` })
    await team.change('x--set-output', {
      ...files,
      'llmops/answer.yaml': (files['llmops/answer.yaml'] ?? '').replace(
        'kind: Prompt',
        `kind: Prompt\nlabels: {a: ${hostile}}\ndescription: ${hostile}`,
      ),
      'llmops/hostile.yaml': `kind: Prompt\nname: ${hostile}\nmodel: ${hostile}\nuser: ${hostile}\n`,
    })
    const { number } = await team.github.openPullRequest({ branch: 'x--set-output', title: '::error::x' })
    const run = await team.check(number)
    expect(run.main.exitCode).toBe(2)
    const names = commandsIn(`${run.main.stdout}\n${run.main.stderr}`).map(({ name }) => name)
    expect(new Set(names)).toEqual(new Set(['add-mask', 'error', 'notice']))
    expect(run.outputs['result']).toBe('invalid')
    expect(run.masks.every((mask) => mask.length > 20)).toBe(true)
    expect(team.github.problems).toEqual([])
  })
})
