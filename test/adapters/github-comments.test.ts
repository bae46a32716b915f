import { describe, expect, it } from 'vitest'
import { identify, isOurs } from '../../src/adapters/github/identity.ts'
import type { Line } from '../../src/adapters/github/line.ts'
import { planComment } from '../../src/publishing/plan-comment.ts'
import { type GitHub, startGitHub } from '../rig/github/server.ts'
import { forgeOf, troubleOf } from './github-forge.ts'

const marker = '<!-- llmops:check . -->'
const body = `${marker}\n### no regression\n`
const bot = 'github-actions[bot]'

async function withPull(): Promise<GitHub> {
  const github = await startGitHub({ repository: 'acme/support' })
  await github.openPullRequest({ branch: 'shorter' })
  return github
}

describe('comments of ours', () => {
  it('are found on the second page, and nobody else writes them', async () => {
    await using github = await withPull()
    for (let at = 0; at < 103; at++) github.comment({ pullRequest: 1, body: `chat ${at}`, by: 'ada' })
    github.comment({ pullRequest: 1, body, by: 'mallory' })
    github.comment({ pullRequest: 1, body, by: 'github-actions' })
    github.comment({ pullRequest: 1, body, by: 'dependabot[bot]' })
    const ours = github.comment({ pullRequest: 1, body, by: bot })
    const own = await forgeOf(github).ownComments(1)
    expect(own).toEqual([{ id: ours.id, body, url: expect.stringContaining(`#issuecomment-${ours.id}`) }])
    expect(github.requests.filter(({ operation }) => operation === 'issues/list-comments')).toHaveLength(2)
  })

  it('of a person’s token are that person’s', async () => {
    await using github = await withPull()
    github.comment({ pullRequest: 1, body, by: bot })
    const ours = github.comment({ pullRequest: 1, body, by: 'ada' })
    const token = github.token({ pullRequests: 'write' }, { user: 'ada' })
    const own = await forgeOf(github, { token }).ownComments(1)
    expect(own.map(({ id }) => id)).toEqual([ours.id])
  })

  it('are asked for by one question about who we are', async () => {
    await using github = await withPull()
    const forge = forgeOf(github)
    await forge.ownComments(1)
    await forge.ownComments(1)
    expect(github.requests.filter(({ operation }) => operation === 'graphql')).toHaveLength(1)
  })

  it('are those of a workflow’s token where GitHub does not say whose it is', async () => {
    const mute = { query: async () => undefined } as unknown as Line
    const identity = await identify(mute)
    expect(isOurs({ login: bot, type: 'Bot' }, identity)).toBe(true)
    expect(isOurs({ login: bot, type: 'User' }, identity)).toBe(false)
    expect(isOurs({ login: 'github-actions', type: 'User' }, identity)).toBe(false)
    expect(isOurs(null, identity)).toBe(false)
  })
})

describe('a comment', () => {
  it('is written, rewritten, left alone and deleted as planned', async () => {
    await using github = await withPull()
    const forge = forgeOf(github)
    const follow = async (wanted: string): Promise<void> => {
      for (const step of planComment(await forge.ownComments(1), marker, wanted, { create: true })) {
        if (step.do === 'create') await forge.createComment(1, step.body, marker)
        else if (step.do === 'update') await forge.updateComment(step.id, step.body)
        else await forge.deleteComment(step.id)
      }
    }
    await follow(body)
    await follow(body)
    expect(github.requests.filter(({ method, operation }) => method !== 'GET' && operation !== 'graphql')).toHaveLength(
      1,
    )
    github.comment({ pullRequest: 1, body, by: bot })
    await follow(`${marker}\nworse\n`)
    expect(github.comments.map((comment) => comment.body)).toEqual([`${marker}\nworse\n`])
  })

  it.each([{ fails: 'after', status: 502 }, { fails: 'after', status: 500 }, { fails: 'reset-after' }] as const)(
    'that was written although its reply is lost ($fails) is not written twice',
    async (fault) => {
      await using github = await withPull()
      github.comment({ pullRequest: 1, body, by: 'mallory' })
      github.fault({ operation: 'issues/create-comment', ...fault })
      const forge = forgeOf(github)
      const created = await forge.createComment(1, body, marker)
      const ours = github.comments.filter(({ author }) => author.login === bot)
      expect(ours.map(({ id }) => id)).toEqual([created.id])
      expect(forge.sleeps).toEqual([1_000])
    },
  )

  it.each([{ fails: 'before', status: 503 }, { fails: 'reset-before' }] as const)(
    'that was not written ($fails) is written then',
    async (fault) => {
      await using github = await withPull()
      github.fault({ operation: 'issues/create-comment', ...fault, times: 2 })
      const forge = forgeOf(github)
      await forge.createComment(1, body, marker)
      expect(github.comments.map((comment) => comment.body)).toEqual([body])
      expect(forge.sleeps).toEqual([1_000, 2_000])
    },
  )

  it('that another run wrote while our reply got lost says what we say in the end', async () => {
    await using github = await withPull()
    github.comment({ pullRequest: 1, body: `${marker}\nof another run`, by: bot })
    github.fault({ operation: 'issues/create-comment', fails: 'before', status: 502 })
    await forgeOf(github).createComment(1, body, marker)
    expect(github.comments.map((comment) => comment.body)).toEqual([body])
  })

  it('is rewritten again after a lost reply', async () => {
    await using github = await withPull()
    const { id } = github.comment({ pullRequest: 1, body: 'old', by: bot })
    github.fault({ operation: 'issues/update-comment', fails: 'after', status: 502 })
    const forge = forgeOf(github)
    expect(await forge.updateComment(id, body)).toMatchObject({ id, body })
    expect(github.comments.map((comment) => comment.body)).toEqual([body])
  })

  it('that is gone is deleted, and cannot be rewritten', async () => {
    await using github = await withPull()
    const { id } = github.comment({ pullRequest: 1, body, by: bot })
    github.fault({ operation: 'issues/delete-comment', fails: 'after', status: 502 })
    const forge = forgeOf(github)
    await forge.deleteComment(id)
    expect(github.comments).toEqual([])
    expect(await troubleOf(forge, forge.updateComment(id, body))).toEqual({
      kind: 'refused',
      detail: 'GitHub answered 404: Not Found',
    })
  })

  it('of 65,536 characters is written, and a longer one is refused before it is sent', async () => {
    await using github = await withPull()
    const forge = forgeOf(github)
    const fits = marker + '😀'.repeat(65_536 - marker.length)
    const { id } = await forge.createComment(1, fits, marker)
    const before = github.requests.length
    const detail = 'a comment of 65537 characters is too long for GitHub, which takes 65536'
    expect(await troubleOf(forge, forge.createComment(1, `${fits}x`, marker))).toEqual({ kind: 'refused', detail })
    expect(await troubleOf(forge, forge.updateComment(id, `${fits}x`))).toEqual({ kind: 'refused', detail })
    expect(github.requests).toHaveLength(before)
  })
})
