import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { assignmentOf, commandNamed } from '../../src/action/event.ts'
import { starterWorkflows } from '../../src/commands/starter-files.ts'
import { readManifest } from '../rig/runner/manifest.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = join(root, 'examples', 'workflows')
const names = readdirSync(folder).sort()

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, string | number | boolean>>
  readonly env?: Readonly<Record<string, string>>
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>
  readonly 'timeout-minutes'?: number
  readonly environment?: string
  readonly needs?: string
  readonly concurrency?: { readonly 'cancel-in-progress': boolean }
  readonly steps: readonly Step[]
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>
  readonly permissions: Readonly<Record<string, string>>
  readonly concurrency?: { readonly 'cancel-in-progress': boolean }
  readonly env: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, Job>>
}

function read(name: string): { readonly text: string; readonly workflow: Workflow } {
  const text = readFileSync(join(folder, name), 'utf8')
  return { text, workflow: parse(text) as Workflow }
}

function stepsOf({ jobs }: Workflow): readonly Step[] {
  return Object.values(jobs).flatMap(({ steps }) => steps)
}

const sha = '1'.repeat(40)

/** The payload of each event, with what matters here. */
const payloads: Readonly<Record<string, object>> = {
  pull_request: {
    action: 'opened',
    repository: { id: 1, default_branch: 'main' },
    pull_request: {
      number: 1,
      user: { login: 'ada' },
      base: { ref: 'main' },
      head: { sha, ref: 'x', repo: { id: 1, owner: { login: 'acme' } } },
    },
  },
  merge_group: {
    repository: { default_branch: 'main' },
    merge_group: { head_sha: sha, base_sha: sha, base_ref: 'refs/heads/main' },
  },
  push: { ref: 'refs/heads/main', repository: { default_branch: 'main' } },
  schedule: { repository: { default_branch: 'main' } },
  workflow_dispatch: { repository: { default_branch: 'main' }, inputs: { command: 'promote' } },
  workflow_run: {
    repository: { id: 1, default_branch: 'main' },
    workflow_run: {
      event: 'pull_request',
      conclusion: 'success',
      head_sha: sha,
      head_branch: 'x',
      head_repository: { id: 2, owner: { login: 'eve' } },
    },
  },
}

/** What the step that nobody filled in asks for; one that is filled in passes. */
function unfilled(script: string): string {
  const run = (env: Readonly<Record<string, string>>) =>
    spawnSync('bash', ['-e', '-c', script], { env: { PATH: process.env['PATH'], ...env }, encoding: 'utf8' })
  expect(run({ LLMOPS_REPOSITORY: 'acme/llmops-core', LLMOPS_COMMIT: sha })).toMatchObject({ status: 0, stdout: '' })
  const { status, stdout } = run({ LLMOPS_REPOSITORY: 'acme/llmops-core', LLMOPS_COMMIT: 'v1' })
  expect([status, stdout]).toEqual([1, expect.stringMatching(/^::error::/)])
  return stdout.match(/LLMOPS_[A-Z]+/g)?.join(' ') ?? ''
}

/** What each file claims to do. */
const does: Readonly<Record<string, readonly string[]>> = {
  'pull-request.yml': ['check'],
  'pull-request-fork.yml': ['check'],
  'pull-request-sharded.yml': ['check'],
  'report.yml': ['second stage'],
  'promote.yml': ['promote'],
  'promote-all.yml': ['promote'],
  'schedule.yml': ['promote', 'status'],
}

test('there is a claim for every file', () => {
  expect(names).toEqual(Object.keys(does).sort())
})

describe.each(names)('examples/workflows/%s', (name) => {
  const { text, workflow } = read(name)
  const actions = stepsOf(workflow).filter(({ uses }) => uses === './.llmops-core')

  test('grants nothing by default, and to each job what it says why it needs', () => {
    expect(workflow.permissions).toEqual({})
    for (const job of Object.values(workflow.jobs)) {
      expect(Object.keys(job.permissions ?? {})).toContain('contents')
      expect(job['timeout-minutes']).toBeGreaterThan(0)
    }
    const granted = text.split('\n').filter((line) => /^ {6}[a-z-]+: (read|write)\b/.test(line))
    expect(granted.filter((line) => !/ # \S/.test(line))).toEqual([])
  })

  test('writes only where it has to: a promotion the repository, a check what it tells', () => {
    for (const { permissions = {}, steps } of Object.values(workflow.jobs)) {
      const delivers =
        /promote/.test(name) ||
        steps.some(({ with: given }) => given?.['command'] === 'promote' && given['dry-run'] !== true)
      expect(permissions['contents']).toBe(delivers ? 'write' : 'read')
      expect(permissions).not.toHaveProperty('id-token')
    }
  })

  test('pins every action by commit, and takes llmops only from where it is told', () => {
    for (const { uses } of stepsOf(workflow))
      if (uses !== undefined && uses !== './.llmops-core') expect(uses).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40}$/)
    expect(actions.length).toBeGreaterThan(0)
    expect(workflow.env).toEqual({ LLMOPS_REPOSITORY: '', LLMOPS_COMMIT: '' })
    for (const { steps } of Object.values(workflow.jobs)) {
      const [guard, , checkout] = steps
      expect(guard?.run).toMatch(/\^\[0-9a-f\]\{40\}\$/)
      expect(unfilled(guard?.run ?? '')).toBe('LLMOPS_REPOSITORY LLMOPS_COMMIT')
      expect(checkout?.with).toMatchObject({ ref: '${{ env.LLMOPS_COMMIT }}', path: '.llmops-core' })
    }
  })

  test('checks what is proposed to main only, again when its base is another', () => {
    if (!('pull_request' in workflow.on)) return
    expect(workflow.on['pull_request']).toMatchObject({ branches: ['main'] })
    expect(workflow.on['pull_request']).toHaveProperty(
      'types',
      expect.arrayContaining(['opened', 'synchronize', 'edited']),
    )
  })

  test('leaves no credentials behind, and no expression in a script', () => {
    const checkouts = stepsOf(workflow).filter(({ uses }) => uses?.startsWith('actions/checkout@'))
    for (const step of checkouts) expect(step.with?.['persist-credentials']).toBe(false)
    for (const { run } of stepsOf(workflow)) expect(run ?? '').not.toContain('${{')
  })

  test('gives the action inputs that it has', async () => {
    const { inputs } = await readManifest(root)
    for (const { with: given = {} } of actions)
      for (const input of Object.keys(given)) expect(Object.keys(inputs)).toContain(input)
  })

  test('does on its events what it claims', () => {
    const done = Object.keys(workflow.on).flatMap((event) =>
      actions.map(({ with: given }) => {
        const command = commandNamed(String(given?.['command'] ?? 'auto'), 'command')
        const env = { GITHUB_SHA: sha }
        return assignmentOf({ payload: { event, content: payloads[event] }, env, command }).do
      }),
    )
    expect([...new Set(done)].sort()).toEqual(does[name])
  })

  test('never cancels a promotion, and gives each its environment where people approve', () => {
    if (!/promote|schedule/.test(name)) return expect(workflow.concurrency?.['cancel-in-progress']).toBe(true)
    for (const [job, { permissions, concurrency, environment, steps }] of Object.entries(workflow.jobs)) {
      if (permissions?.['contents'] !== 'write') continue
      expect((concurrency ?? workflow.concurrency)?.['cancel-in-progress']).toBe(false)
      if (name === 'promote-all.yml') continue
      expect(environment).toBe(job)
      expect(steps.at(-1)?.with).toMatchObject({ target: job })
    }
  })
})

describe('the workflows that init leaves', () => {
  test('are those of the examples; what is known is filled in', () => {
    const unknown = starterWorkflows({ source: undefined, branch: 'main' })
    expect(parse(unknown.get('.github/workflows/llmops.yml') ?? '')).toEqual(read('pull-request.yml').workflow)
    expect(parse(unknown.get('.github/workflows/llmops-promote.yml') ?? '')).toEqual(read('promote-all.yml').workflow)
    const known = starterWorkflows({ source: { repository: 'acme/llmops-core', commit: sha }, branch: 'trunk' })
    for (const text of known.values()) {
      const { env, on } = parse(text) as Workflow
      expect(env).toEqual({ LLMOPS_REPOSITORY: 'acme/llmops-core', LLMOPS_COMMIT: sha })
      expect(on['push'] ?? on['pull_request']).toMatchObject({ branches: ['trunk'] })
    }
  })
})
