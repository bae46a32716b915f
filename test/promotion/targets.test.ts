import { describe, expect, test } from 'vitest'
import { promotionsThatFollow } from '../../src/promotion/promotions-that-follow.ts'
import { diffProjects } from '../../src/resources/diff-projects.ts'
import { builtInPolicy, policyOf } from '../../src/resources/policy-of.ts'
import type { Project } from '../../src/resources/project.ts'
import { subjectDigest } from '../../src/resources/subject-digest.ts'
import { type Fields, project, projectIn, yaml } from './project.ts'

const noFiles = { base: new Map<string, string>(), head: new Map<string, string>() }

const answer: Fields = { kind: 'Prompt', name: 'answer', model: 'openai/gpt-5-mini', user: '{{question}}' }
const rewrite: Fields = { ...answer, name: 'rewrite' }
const staging: Fields = {
  kind: 'DeploymentTarget',
  name: 'staging',
  deploy: 'answer',
  to: { type: 'git', branch: 'deploy/staging' },
}
const production: Fields = {
  ...staging,
  name: 'production',
  to: { type: 'git', branch: 'deploy/production' },
  after: 'staging',
  soak: '24h',
  whenUnsure: 'block',
}
const archive: Fields = { ...staging, name: 'archive', deploy: 'rewrite', to: { type: 'directory', path: './a//b/' } }

function suite(name: string, subject: string): Fields {
  const cases = [{ id: 'a', input: { question: 'x' } }]
  return { kind: 'EvalSuite', name, subject, cases, assert: [{ type: 'icontains', value: 'x' }] }
}

const suites = [suite('style', 'answer'), suite('quality', 'answer'), suite('rewriting', 'rewrite')]

function load(...more: readonly Fields[]): Promise<Project> {
  return projectIn({ 'llmops.yaml': yaml(project, answer, rewrite, ...suites, ...more) })
}

describe('a target', () => {
  test('is linked to what it deploys, with every suite of that', async () => {
    const { targets, prompts } = await load(production, staging, archive)
    expect([...targets.keys()]).toEqual(['archive', 'production', 'staging'])
    expect(targets.get('production')).toMatchObject({
      name: 'production',
      to: { type: 'git', branch: 'deploy/production', repository: undefined, folder: '' },
      after: 'staging',
      soakMs: 24 * 3_600_000,
      whenUnsure: 'block',
      suites: ['quality', 'style'],
    })
    expect(targets.get('production')?.subject).toBe(prompts.get('answer'))
    expect(targets.get('archive')).toMatchObject({
      to: { type: 'directory', path: 'a/b' },
      after: undefined,
      soakMs: 0,
      whenUnsure: 'allow',
      suites: ['rewriting'],
    })
  })

  test.each([
    ['30m', 1_800_000],
    ['1h', 3_600_000],
    ['7d', 604_800_000],
  ])('may soak for %s', async (soak, ms) => {
    expect((await load(staging, { ...production, soak })).targets.get('production')?.soakMs).toBe(ms)
  })

  test('is as sure as the Project where it does not say', async () => {
    const files = { 'llmops.yaml': yaml({ ...project, whenUnsure: 'block' }, answer, rewrite, ...suites, staging) }
    expect((await projectIn(files)).targets.get('staging')?.whenUnsure).toBe('block')
  })

  test.each<[Fields, object]>([
    [
      { type: 'directory', path: '/srv//a/./b/' },
      { type: 'directory', path: '/srv/a/b' },
    ],
    [
      { type: 'directory', path: 'a/../b' },
      { type: 'directory', path: 'b' },
    ],
    [
      { type: 'directory', path: '...' },
      { type: 'directory', path: '...' },
    ],
    [
      { type: 'git', branch: 'b', folder: './a/' },
      { type: 'git', branch: 'b', folder: 'a' },
    ],
    [
      { type: 'git', branch: 'b', folder: '.' },
      { type: 'git', branch: 'b', folder: '' },
    ],
    [
      { type: 'git', branch: 'b', repository: '../c/' },
      { type: 'git', branch: 'b', repository: '../c' },
    ],
    [
      { type: 'git', branch: 'b', repository: '/' },
      { type: 'git', branch: 'b', repository: '/' },
    ],
    [
      { type: 'git', branch: 'b', repository: './' },
      { type: 'git', branch: 'b', repository: undefined },
    ],
    [
      { type: 'git', branch: 'b', repository: 'file:///c' },
      { type: 'git', branch: 'b', repository: 'file:///c' },
    ],
    [
      { type: 'git', branch: 'b', repository: 'ssh://git@example.com/c' },
      { type: 'git', branch: 'b', repository: 'ssh://git@example.com/c' },
    ],
  ])('at %j is at %j', async (to, address) => {
    expect((await load({ ...staging, to })).targets.get('staging')?.to).toMatchObject(address)
  })

  test('is governance: a change of it is shown and evaluates nothing', async () => {
    const before = await load(staging, production)
    const to = { type: 'git', branch: 'deploy/live' }
    const after = await load({ ...staging, name: 'test', formerly: 'staging' }, { ...production, to, after: 'test' })
    const { resources, suites: affected } = diffProjects(before, after, noFiles)
    expect(affected).toEqual([])
    expect(resources.map(({ kind, name, change, fields }) => ({ kind, name, change, fields }))).toEqual([
      {
        kind: 'DeploymentTarget',
        name: 'production',
        change: 'changed',
        fields: [{ path: ['to', 'branch'], effect: 'governance', before: 'deploy/production', after: 'deploy/live' }],
      },
      { kind: 'DeploymentTarget', name: 'test', change: 'renamed', fields: [] },
    ])
  })
})

test('the ledger is on the branch that the Project says, and has a usual one', async () => {
  const own = await projectIn({ 'llmops.yaml': yaml({ ...project, ledger: { branch: 'promotions' } }) })
  expect(policyOf(own).ledgerBranch).toBe('promotions')
  expect(policyOf(await load()).ledgerBranch).toBe('llmops-ledger')
  expect(builtInPolicy().ledgerBranch).toBe('llmops-ledger')
})

describe('a merge would promote', () => {
  const names = (base: Project | undefined, head: Project): string[] =>
    promotionsThatFollow(base, head, undefined).map(({ target, why }) => `${target}: ${why}`)

  test('to every target where base has none, predecessors first', async () => {
    const head = await load(production, staging, archive)
    expect(promotionsThatFollow(undefined, head, undefined)).toMatchObject([
      { target: 'archive', subject: 'rewrite', why: 'added', after: undefined, soakMs: 0, whenUnsure: 'allow' },
      { target: 'staging', subject: 'answer', why: 'added' },
      { target: 'production', subject: 'answer', after: 'staging', soakMs: 86_400_000, whenUnsure: 'block' },
    ])
    const digests = promotionsThatFollow(undefined, head, undefined).map(({ digest }) => digest)
    expect(digests[1]).toBe(subjectDigest(head.prompts.get('answer') ?? expect.fail('no answer')))
  })

  test('to the targets whose subject does something else', async () => {
    const base = await load(production, staging, archive)
    const other = { ...answer, user: '{{question}}!' }
    const files = { 'llmops.yaml': yaml(project, other, rewrite, ...suites, production, staging, archive) }
    expect(names(base, await projectIn(files))).toEqual(['staging: changed', 'production: changed'])
  })

  test('nothing where only words, gates or conditions change', async () => {
    const base = await load(production, staging)
    const worded = { ...answer, description: 'Answers.', labels: { team: 'a' } }
    const later = { ...production, soak: '7d', whenUnsure: 'allow' }
    const head = await projectIn({ 'llmops.yaml': yaml(project, worded, rewrite, ...suites, later, staging) })
    expect(names(base, head)).toEqual([])
    expect(names(base, base)).toEqual([])
  })

  test('nothing to a target that is only renamed, unless another one has the name now', async () => {
    const base = await load(staging)
    const renamed = { ...staging, name: 'stage', formerly: 'staging' }
    expect(names(base, await load(renamed))).toEqual([])
    const elsewhere = { ...staging, to: { type: 'git', branch: 'deploy/other' } }
    expect(names(base, await load(renamed, elsewhere))).toEqual(['stage: added', 'staging: moved'])
  })

  test('nothing to a target that is removed, and to one that is elsewhere', async () => {
    const base = await load(production, staging)
    expect(names(base, await load(staging))).toEqual([])
    const to = { type: 'git', branch: 'deploy/staging', folder: 'answer' }
    expect(names(base, await load({ ...staging, to }, production, archive))).toEqual([
      'archive: added',
      'staging: moved',
    ])
  })
})
