import { describe, expect, it } from 'vitest'
import type { Annotation, CheckRun } from '../../src/publishing/forge.ts'
import { startGitHub } from '../rig/github/server.ts'
import { forgeOf, troubleOf } from './github-forge.ts'

const sha = 'a'.repeat(40)

function runWith(many: number): CheckRun {
  const annotations = Array.from(
    { length: many },
    (_, at): Annotation => ({
      level: 'error',
      file: 'llmops.yaml',
      line: at + 1,
      endLine: at + 1,
      title: 'unknown-field',
      message: `finding ${at}`,
    }),
  )
  return { name: 'llmops', conclusion: 'failure', title: `${many} errors`, summary: 'Errors.', annotations }
}

const messagesOf = (run: { readonly annotations: readonly { readonly message: string }[] } | undefined) =>
  run?.annotations.map(({ message }) => message)

describe('a check run', () => {
  it('says what was found, where and how bad it is', async () => {
    await using github = await startGitHub({ repository: 'acme/support' })
    const levels = ['error', 'warning', 'notice'] as const
    const place = { file: 'llmops.yaml', title: 't', message: 'm' }
    const annotations = levels.map(
      (level): Annotation => ({ ...place, level, line: 2, endLine: 2, column: 3, endColumn: 5 }),
    )
    const long: Annotation = { ...place, level: 'error', line: 2, endLine: 4, column: 3, endColumn: 5 }
    await forgeOf(github).createCheckRun(sha, { ...runWith(0), annotations: [...annotations, long] })
    const range = { path: 'llmops.yaml', title: 't', message: 'm', start_line: 2, end_line: 2 }
    const columns = { start_column: 3, end_column: 5 }
    expect(github.checkRuns).toMatchObject([
      { sha, name: 'llmops', status: 'completed', conclusion: 'failure', title: '0 errors', summary: 'Errors.' },
    ])
    expect(github.checkRuns[0]?.annotations).toEqual([
      { ...range, ...columns, annotation_level: 'failure' },
      { ...range, ...columns, annotation_level: 'warning' },
      { ...range, ...columns, annotation_level: 'notice' },
      { ...range, end_line: 4, annotation_level: 'failure' },
    ])
  })

  it.each([
    [0, 1],
    [50, 1],
    [51, 2],
    [120, 3],
  ])('of %i annotations takes %i requests', async (many, requests) => {
    await using github = await startGitHub({ repository: 'acme/support' })
    const run = runWith(many)
    await forgeOf(github).createCheckRun(sha, run)
    expect(github.checkRuns).toHaveLength(1)
    expect(messagesOf(github.checkRuns[0])).toEqual(messagesOf(run))
    expect(github.requests).toHaveLength(requests)
  })

  it.each([
    { operation: 'checks/create', fails: 'after', status: 502 },
    { operation: 'checks/create', fails: 'before', status: 502 },
    { operation: 'checks/create', fails: 'reset-after' },
    { operation: 'checks/update', fails: 'after', status: 502 },
    { operation: 'checks/update', fails: 'before', status: 502 },
    { operation: 'checks/update', fails: 'after', status: 502, skip: 1 },
    { operation: 'checks/update', fails: 'secondary-limit', status: 403, retryAfterSeconds: 5 },
  ] as const)('has every annotation once, although $operation fails ($fails)', async (fault) => {
    await using github = await startGitHub({ repository: 'acme/support' })
    const earlier = runWith(60)
    await forgeOf(github).createCheckRun(sha, earlier)
    github.fault(fault)
    const run = runWith(120)
    await forgeOf(github).createCheckRun(sha, run)
    expect(github.checkRuns.map(messagesOf)).toEqual([messagesOf(earlier), messagesOf(run)])
  })

  it('cannot be made with a person’s token, and that is said', async () => {
    await using github = await startGitHub({ repository: 'acme/support' })
    const forge = forgeOf(github, { token: github.token({ checks: 'write' }, { user: 'ada' }) })
    expect(await troubleOf(forge, forge.createCheckRun(sha, runWith(1)))).toEqual({
      kind: 'forbidden',
      permission: 'checks: write',
    })
  })
})

describe('a status', () => {
  const status = {
    context: 'llmops',
    state: 'failure',
    description: 'got worse',
    url: 'https://github.example/7',
  } as const

  it('is set at the commit, and leads to the run', async () => {
    await using github = await startGitHub({ repository: 'acme/support' })
    const forge = forgeOf(github)
    await forge.setStatus(sha, status)
    await forge.setStatus(sha, { ...status, state: 'pending', url: undefined })
    expect(github.statuses).toMatchObject([
      { sha, context: 'llmops', state: 'failure', description: 'got worse', targetUrl: 'https://github.example/7' },
      { sha, state: 'pending', targetUrl: null },
    ])
  })

  it('is what we said last, although a reply gets lost', async () => {
    await using github = await startGitHub({ repository: 'acme/support' })
    github.fault({ operation: 'repos/create-commit-status', fails: 'after', status: 502 })
    await forgeOf(github).setStatus(sha, status)
    expect(github.statuses.at(-1)).toMatchObject({ context: 'llmops', state: 'failure' })
  })
})
