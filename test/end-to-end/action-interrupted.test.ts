import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { pullRequestEvent } from '../rig/github/payloads/pull-request.ts'
import { runNode } from '../rig/run.ts'
import { temporaryDirectory } from '../rig/temp.ts'
import { careful, smallProject, startTeam, type Team, townServer } from './action.ts'
import { projectFiles } from './project.ts'

const patience = { beforeTerm: 7_500, beforeKill: 2_500 }

/** A check whose model answers for base, and never for head. */
async function hangingCheck() {
  const server = await townServer('hanging')
  const team = await startTeam(projectFiles({ url: server.url, system: careful }))
  await team.change('reworded', projectFiles({ url: server.url, system: `${careful} Please.` }))
  const pull = await team.github.openPullRequest({ branch: 'reworded' })
  server.setFaults([{ fault: 'hang', when: ({ text }) => text.includes('Please') }])
  const event = await pullRequestEvent(team.github, pull.number, 'opened')
  const running = await team.start(event, { inputs: { status: 'llmops' }, patience })
  await running.logged(/quality: 240 calls/)
  await asked(server, 10)
  return { server, team, pull, running, [Symbol.asyncDispose]: () => dispose(server, team) }
}

/** Throws out of nowhere once main knows whom to tell. */
const defect = `import { globSync, readFileSync } from 'node:fs'
  const places = () => globSync(process.env.RUNNER_TEMP + '/*/place.json')
  const known = () => places().some((file) => readFileSync(file, 'utf8').includes('llmops:check'))
  if (process.env.STATE_desk === undefined)
    setInterval(() => { if (known()) throw new Error('::set-output name=result::promoted') }, 5).unref()`

async function asked({ requests }: { readonly requests: readonly unknown[] }, count: number): Promise<void> {
  while (requests.length < count) await new Promise((resolve) => setTimeout(resolve, 10))
}

async function dispose(server: AsyncDisposable, team: Team): Promise<void> {
  await team[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
}

describe('a job that is cancelled', () => {
  test('leaves a comment that says how far it came, written by the post step', async () => {
    await using check = await hangingCheck()
    const run = await check.running.cancel()
    expect(run.main.exitCode).toBe(3)
    expect(run.outputs['result']).toBe('incomplete')
    expect(check.team.github.comments.map(({ body }) => body)).toEqual([
      expect.stringMatching(/^<!-- llmops:check \. -->\n### ⚠️ LLMOps: incomplete[^]*interrupted/),
    ])
    expect(check.team.github.statuses.map(({ state }) => state)).toEqual(['pending', 'error'])
    expect(run.post?.exitCode).toBe(0)
    expect(check.team.github.problems).toEqual([])
  })

  test('for a newer commit leaves the comment to that one’s run', async () => {
    await using check = await hangingCheck()
    await check.team.change('reworded', { 'README.md': 'newer' })
    await check.team.github.synchronize(check.pull.number)
    const run = await check.running.cancel()
    expect(check.team.github.comments).toEqual([])
    expect(run.log).toContain('is no longer the head of pull request 1, so its comment is left to a later run')
    expect(check.team.github.problems).toEqual([])
  })
})

describe('a process that is killed', () => {
  test('is said to have no result, by comment and status; the job is red', async () => {
    await using check = await hangingCheck()
    const run = await check.running.kill()
    expect([run.main.conclusion, run.post?.exitCode]).toEqual(['failure', 3])
    expect(check.team.github.comments.map(({ body }) => body)).toEqual([
      expect.stringMatching(/^<!-- llmops:check \. -->\n### ⚠️ LLMOps: no result for this commit\n/),
    ])
    expect(check.team.github.statuses).toMatchObject([
      { state: 'pending' },
      { state: 'error', description: 'no result: the run was ended from outside before it had a result' },
    ])
    expect(check.team.github.problems).toEqual([])
  })
})

describe('a run that goes wrong', () => {
  test('before it began is red in its post step, too', async () => {
    const post = join(import.meta.dirname, '..', '..', 'dist', 'post.js')
    const { code, stdout } = await runNode(post, [], { env: { GITHUB_EVENT_NAME: 'push' } })
    expect([code, stdout.trim()]).toEqual([3, '::error::the run was ended from outside before it had a result'])
  })

  test('by a defect is red, says that it is ours in words that command nothing, and has no result', async () => {
    await using server = await townServer('defect')
    await using team = await startTeam(smallProject({ url: server.url, system: careful }))
    await team.change('reworded', smallProject({ url: server.url, system: `${careful} Please.` }))
    const { number } = await team.github.openPullRequest({ branch: 'reworded' })
    await using folder = await temporaryDirectory()
    await writeFile(join(folder.path, 'defect.mjs'), defect)
    server.setFaults([{ fault: 'hang' }])
    const run = await team.check(number, { env: { NODE_OPTIONS: `--import=${join(folder.path, 'defect.mjs')}` } })
    expect([run.main.exitCode, run.post?.exitCode]).toEqual([70, 3])
    expect(run.annotations.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^a defect of llmops, please report it:\nError: ::set-output name=result::promoted/),
    )
    expect(run.outputs).toEqual({})
    expect(team.github.comments.map(({ body }) => body)).toEqual([expect.stringContaining('no result for this commit')])
    expect(team.github.problems).toEqual([])
  })

  test('with the base branch says so where its result would stand', async () => {
    const broken = { ...smallProject({ url: 'http://127.0.0.1:9', system: careful }), 'llmops/x.yaml': 'kind: Promt\n' }
    await using team = await startTeam(broken)
    const mended = await team.change('mended', { 'llmops/x.yaml': null })
    const { number } = await team.github.openPullRequest({ branch: 'mended' })
    const run = await team.check(number, { inputs: { status: 'llmops' } })
    expect(run.main.exitCode).toBe(3)
    expect(team.github.comments.map(({ body }) => body)).toEqual([
      expect.stringMatching(/no result for this commit[^]*base's project is invalid \(llmops\/x\.yaml:1/),
    ])
    expect(team.github.comments[0]?.body).toContain(mended.slice(0, 7))
    expect(team.github.statuses).toMatchObject([{ state: 'pending' }, { state: 'error' }])
    expect(team.github.problems).toEqual([])
  })
})
