import { describe, expect, test } from 'vitest'
import { withOrganisation } from '../../src/resources/compose-policy.ts'
import { readExtends } from '../../src/resources/extends.ts'
import { policyOf } from '../../src/resources/policy-of.ts'
import type { Project } from '../../src/resources/project.ts'
import type { ProjectDocument } from '../../src/resources/schema.gen.ts'
import { subjectDigest } from '../../src/resources/subject-digest.ts'
import { loadProject } from '../../src/rules/load-project.ts'
import { memorySnapshot } from '../behaviour/memory-snapshot.ts'

const commit = '4f1c9e27d6a05b3c8e1f92a7b4d06c5e38f1a290'

describe('what an `extends` names', () => {
  test.each([
    ['acme/llm-platform', 'acme/llm-platform@4f1c9e2'],
    ['acme/llm.platform.git', 'acme/llm.platform@4f1c9e2'],
    ['https://git.acme.internal/team/platform.git', 'git.acme.internal/team/platform@4f1c9e2'],
    ['ssh://git@git.acme.internal/platform', 'git.acme.internal/platform@4f1c9e2'],
    ['git@github.com:acme/platform.git', 'github.com:acme/platform@4f1c9e2'],
    ['file:///srv/git/platform.git', 'srv/git/platform@4f1c9e2'],
    ['../platform', 'platform@4f1c9e2'],
    ['/srv/git/platform/', 'srv/git/platform@4f1c9e2'],
    ['http://127.0.0.1:8080/acme/platform.git', '127.0.0.1:8080/acme/platform@4f1c9e2'],
  ])('%s at a commit', (repository, label) => {
    expect(readExtends(`${repository}@${commit}`)).toEqual({ ok: true, extended: { repository, commit, label } })
    expect(readExtends(`${repository}@${commit.toUpperCase()}`)).toMatchObject({ extended: { commit } })
  })

  test.each([
    ['a branch', 'acme/llm-platform@main', 'main'],
    ['a tag', 'acme/llm-platform@v1.2.0', 'v1.2.0'],
    ['a short id', 'acme/llm-platform@4f1c9e2', '4f1c9e2'],
    ['an id with more', `acme/llm-platform@${commit}0`, `${commit}0`],
    ['nothing', 'acme/llm-platform', undefined],
    ['nothing behind @', 'acme/llm-platform@', ''],
    ['nothing, with a user', 'git@github.com:acme/platform.git', undefined],
  ])('%s is no commit', (_, text, found) => {
    expect(readExtends(text)).toMatchObject({ ok: false, problem: { code: 'extends-not-pinned', found } })
  })

  test.each([
    'platform',
    'a/b/c',
    '--upload-pack=touch x',
    '-acme/platform',
    'ext::sh -c true',
    'http://git.acme.internal/platform',
    'https://token@git.acme.internal/platform',
    'https://169.254.169.254/platform',
    'ssh://-oProxyCommand=true/platform',
    'git://git.acme.internal/platform',
    '/srv/git\nplatform',
    'acme/..',
    `/${'/'.repeat(200_000)}x`,
    '/srv/git/`platform`',
    'https://git.acme.internal/<platform>',
    '',
  ])('nothing is read from %j', (repository) => {
    expect(readExtends(`${repository}@${commit}`)).toMatchObject({
      ok: false,
      problem: { code: 'repository-not-allowed', to: 'read' },
    })
  })
})

const project: ProjectDocument = { apiVersion: 'llmops/v1', kind: 'Project', name: 'support' }

describe('a project together with its organisation', () => {
  test.each<readonly [string, Partial<ProjectDocument>, Partial<ProjectDocument>, Partial<ProjectDocument>]>([
    [
      'the smaller budget',
      { budget: { pullRequest: 50, calls: 9 } },
      { budget: { pullRequest: 10 } },
      { budget: { pullRequest: 10, calls: 9 } },
    ],
    [
      'the smaller month and fewer minutes',
      { budget: { month: 300, minutes: 10 } },
      { budget: { month: 200, minutes: 20 } },
      { budget: { month: 200, minutes: 10 } },
    ],
    ['a budget that only one sets', {}, { budget: { pullRequest: 10 } }, { budget: { pullRequest: 10 } }],
    [
      'the stricter gate',
      { gate: { maxDrop: 0.1, min: 0.9 } },
      { gate: { maxDrop: 0.02, min: 0.8 } },
      { gate: { maxDrop: 0.02, min: 0.9 } },
    ],
    [
      'a gate each of which one sets',
      { gate: { min: 0.9 } },
      { gate: { maxDrop: 0.02 } },
      { gate: { maxDrop: 0.02, min: 0.9 } },
    ],
    ['block', { whenUnsure: 'allow' }, { whenUnsure: 'block' }, { whenUnsure: 'block' }],
    ['block of its own', { whenUnsure: 'block' }, { whenUnsure: 'allow' }, { whenUnsure: 'block' }],
    ['refused recordings', { recorded: 'accept' }, { recorded: 'refuse' }, { recorded: 'refuse' }],
    ['recordings as the organisation has them', {}, { recorded: 'accept' }, { recorded: 'accept' }],
    ['its own ledger', { ledger: { branch: 'own' } }, { ledger: { branch: 'theirs' } }, { ledger: { branch: 'own' } }],
    [
      'the stricter severity',
      { rules: { 'unused-input': 'off', 'unused-step': 'error' } },
      { rules: { 'unused-input': 'warning', 'unused-step': 'note' } },
      { rules: { 'unused-input': 'warning', 'unused-step': 'error' } },
    ],
    [
      'a severity that the organisation lowers',
      {},
      { rules: { 'suite-too-small': 'off' } },
      { rules: { 'suite-too-small': 'off' } },
    ],
    [
      'the narrower compliance',
      { compliance: { regions: ['eu', 'us'], retention: '30d', certifications: ['SOC 2'], licences: ['MIT'] } },
      {
        compliance: {
          regions: ['eu-central-1', 'ap'],
          retention: '24h',
          certifications: ['ISO 27001'],
          licences: ['mit', 'Apache-2.0'],
        },
      },
      {
        compliance: {
          regions: ['eu-central-1'],
          retention: '24h',
          certifications: ['ISO 27001', 'SOC 2'],
          licences: ['mit', 'MIT'],
        },
      },
    ],
    [
      'nothing where nothing satisfies both',
      { compliance: { regions: ['us'] } },
      { compliance: { regions: ['eu'] } },
      { compliance: { regions: [] } },
    ],
    [
      'the listed providers, beside those that are no models',
      {
        providers: {
          app: { type: 'http', url: 'https://app.acme.internal' },
          tape: { type: 'replay' },
          other: { url: 'https://other.example/v1' },
        },
      },
      { providers: { openai: { key: 'ACME_KEY' } } },
      {
        providers: {
          app: { type: 'http', url: 'https://app.acme.internal' },
          tape: { type: 'replay' },
          openai: { key: 'ACME_KEY' },
        },
      },
    ],
    [
      'its own providers where none are listed',
      { providers: { other: { url: 'https://other.example/v1' } } },
      {},
      { providers: { other: { url: 'https://other.example/v1' } } },
    ],
  ])('has %s', (_, own, theirs, both) => {
    expect(withOrganisation({ ...project, ...own }, { ...project, name: 'platform', ...theirs })).toEqual({
      ...project,
      ...both,
    })
  })
})

const uses = `kind: Prompt
name: answer
model: mini
user: "{{question}}"
---
kind: EvalSuite
name: smoke
subject: answer
cases: [{id: a, input: {question: "?"}}]
assert: [{type: contains, value: days}]
`

async function extending(theirs: string, own = ''): Promise<Project> {
  const yaml = `apiVersion: llmops/v1\nkind: Project\nname: support\nextends: acme/platform@${commit}\n${own}---\n${uses}`
  const { project, diagnostics } = await loadProject(memorySnapshot({ 'llmops.yaml': yaml }), '', {
    openExtended: async () =>
      memorySnapshot({ 'llmops.yaml': `apiVersion: llmops/v1\nkind: Project\nname: platform\n${theirs}` }),
  })
  if (project === undefined) throw new Error(JSON.stringify(diagnostics))
  return project
}

const model = '---\nkind: Model\nname: mini\nid: openai/gpt-5-mini\n'

describe('a project that extends an organisation', () => {
  test('has of its Models those that it uses, also through one of them, by the name of where they come from', async () => {
    const models = `---\nkind: Model\nname: mini\nfallback: [first, second]\n---\nkind: Model\nname: first\nid: openai/gpt-5-mini\n---\nkind: Model\nname: second\nid: openai/gpt-5\n---\nkind: Model\nname: spare\nid: openai/gpt-5\n`
    const { resources, models: linked, prompts } = await extending(models)
    const theirs = resources.filter(({ kind }) => kind === 'Model')
    expect(theirs.map(({ name, from, place }) => [name, from, place.file])).toEqual(
      ['first', 'mini', 'second'].map((name) => [name, 'acme/platform@4f1c9e2', 'acme/platform@4f1c9e2/llmops.yaml']),
    )
    expect([...linked.keys()]).toEqual(['first', 'mini', 'second'])
    expect(prompts.get('answer')?.model).toMatchObject({ name: 'mini', id: 'gpt-5-mini', fallbacks: [{ id: 'gpt-5' }] })
  })

  test('is another subject where the Model behaves otherwise, and the same where it only costs something else', async () => {
    const digest = async (more: string) => subjectDigest((await extending(model + more)).prompts.get('answer') as never)
    const before = await digest('')
    expect(await digest('price: {input: 9, output: 9}\n')).toBe(before)
    expect(await digest('parameters: {temperature: 0}\n')).not.toBe(before)
  })

  test('has a policy that says whose it is, and binds listed providers alone', async () => {
    const open = policyOf(await extending(`budget: {pullRequest: 5}\n${model}`, 'budget: {pullRequest: 20}\n'))
    expect(open).toMatchObject({
      source: 'base',
      extends: { repository: 'acme/platform', commit, label: 'acme/platform@4f1c9e2' },
      budget: { usd: 5 },
    })
    expect(open.providers.has('anthropic')).toBe(true)
    const listed = policyOf(await extending(`providers: {openai: {key: ACME_KEY}}\n${model}`))
    expect([...listed.providers.values()]).toMatchObject([{ name: 'openai', key: 'ACME_KEY' }])
  })
})
