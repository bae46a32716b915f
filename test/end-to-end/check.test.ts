import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cloneShallow } from '../rig/git.ts'
import { textOf } from '../rig/chat-request.ts'
import { startModelServer } from '../rig/model-server.ts'
import { skillServer } from '../rig/skill-server.ts'
import { key, llmops, projectFiles, projectOnBranch, questions } from './project.ts'

const careful = 'Answer from the map.\nIf two towns have one name, ask which is meant.'

/** A model that needs the second line of the prompt: without it, 30 points are lost. Other wording makes no difference. */
function townServer(seed: string) {
  return skillServer({
    seed,
    cases: questions,
    keys: [key],
    skill: (request) => (textOf(request, 'system').includes('two towns') ? 0.85 : 0.55),
  })
}

describe('check against a model of known skill', () => {
  test('a true drop of 30 points is a regression: exit 1, and the comment names the metric', async () => {
    await using server = await townServer('drop')
    await using repo = await projectOnBranch({ url: server.url, system: careful })
    await repo.commit('Shorter', { ...projectFiles({ url: server.url, system: 'Answer from the map.' }) })
    const { code, stdout, stderr } = await llmops(repo, ['check', '--base', 'main', '--format', 'json'])
    expect(stderr).toContain('quality: 240 calls, 240 to ask')
    expect(code).toBe(1)
    const report = JSON.parse(stdout)
    expect(report.headline).toMatchObject({ state: 'regression', subject: 'answer', metric: 'town' })
    const { change } = report.comparisons[0].metrics[0]
    expect(change.shown.lower).toBeLessThan(-0.3)
    expect(change.shown.upper).toBeGreaterThan(-0.45)
    expect(server.requests).toHaveLength(240)

    const again = await llmops(repo, ['check', '--base', 'main', '--format', 'markdown'])
    expect(again.code).toBe(1)
    expect(server.requests).toHaveLength(240)
    expect(again.stdout).toMatch(/### ❌ LLMOps: `answer` got worse\. `town` −\d/)
    expect(again.stdout).toContain('- If two towns have one name, ask which is meant.')
    expect(again.stdout).not.toContain(key)
  })

  test('another wording of the same skill is no regression: exit 0, though the requests differ', async () => {
    await using server = await townServer('wording')
    await using repo = await projectOnBranch({ url: server.url, system: careful })
    await repo.commit(
      'Reworded',
      projectFiles({ url: server.url, system: careful.replace('ask which', 'ask back which') }),
    )
    const { code, stdout } = await llmops(repo, ['check', '--base', 'main', '--format', 'json'])
    expect(server.requests).toHaveLength(240)
    expect(JSON.parse(stdout).comparisons[0].metrics[0].verdict.kind).not.toMatch(/regression|unchanged/)
    expect(code).toBe(0)
  })

  test('a provider that fails is incomplete, never a low score: exit 3', async () => {
    await using server = await townServer('outage')
    server.setFaults([{ fault: 'status', status: 503 }])
    await using repo = await projectOnBranch({ url: server.url, system: careful })
    await repo.commit('Reworded', projectFiles({ url: server.url, system: `${careful} Please.` }))
    const { code, stdout } = await llmops(repo, ['check', '--base', 'main', '--format', 'json'])
    const report = JSON.parse(stdout)
    expect(code).toBe(3)
    expect(report.headline.state).toBe('incomplete')
    expect(report.comparisons[0].metrics[0].verdict.kind).toBe('incomplete')
    expect(report.notEvaluated[0]).toMatchObject({ suite: 'quality', subject: 'answer', reason: { kind: 'provider' } })
    expect(server.requests.length).toBeLessThan(120)
  })

  test('a provider that fails a few times is asked again, and nothing is lost', async () => {
    await using server = await townServer('hiccup')
    server.setFaults([{ fault: 'status', status: 500, fraction: 0.05, times: 8 }])
    await using repo = await projectOnBranch({ url: server.url, system: careful })
    await repo.commit('Reworded', projectFiles({ url: server.url, system: `${careful} Please.` }))
    const { code, stdout } = await llmops(repo, ['check', '--base', 'main', '--format', 'json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout).comparisons[0].coverage.head).toMatchObject({ cases: 120, scored: 120, enough: true })
  })
})

describe('what is remembered', () => {
  test('answers come from read-only layers too, and a damaged layer costs calls, not correctness', async () => {
    await using server = await townServer('layers')
    await using repo = await projectOnBranch({ url: server.url, system: careful })
    await repo.commit('Reworded', projectFiles({ url: server.url, system: `${careful} Please.` }))
    const first = await llmops(repo, ['check', '--base', 'main', '--format', 'json'])
    expect(server.requests).toHaveLength(240)
    await mkdir(join(repo.dir, '.llmops/layers'))
    await rename(join(repo.dir, '.llmops/calls.sqlite'), join(repo.dir, '.llmops/layers/main.sqlite'))
    await writeFile(join(repo.dir, '.llmops/layers/damaged.sqlite'), 'not a database')
    const again = await llmops(repo, ['check', '--base', 'main', '--format', 'json'])
    expect(again.stderr).toContain('damaged.sqlite')
    expect(server.requests).toHaveLength(240)
    expect(JSON.parse(again.stdout).comparisons[0].metrics).toEqual(JSON.parse(first.stdout).comparisons[0].metrics)
  })
})

describe('check and trust', () => {
  test("a head that points the provider elsewhere is not followed: the key stays with base's origin", async () => {
    await using server = await townServer('trust')
    await using thief = await startModelServer()
    await using repo = await projectOnBranch({ url: server.url, system: careful })
    await repo.commit('Steal', projectFiles({ url: thief.url, system: `${careful} Please.` }))
    const { stdout } = await llmops(repo, ['check', '--base', 'main', '--format', 'markdown'])
    expect(thief.requests).toHaveLength(0)
    expect(server.requests).toHaveLength(240)
    expect(stdout).toContain('providers.local.url')
  })

  test('a missing key names the variable and the suites that wait: exit 3', async () => {
    await using server = await townServer('no-key')
    await using repo = await projectOnBranch({ url: server.url, system: careful })
    await repo.commit('Reworded', projectFiles({ url: server.url, system: `${careful} Please.` }))
    const { code, stdout } = await llmops(repo, ['check', '--base', 'main'], { env: { LOCAL_KEY: undefined } })
    expect(code).toBe(3)
    expect(stdout).toContain('LOCAL_KEY')
    expect(stdout).toContain('quality')
    expect(server.requests).toHaveLength(0)
  })

  test('a budget stops before the call that would break it: exit 3, and what was done is kept', async () => {
    await using server = await townServer('budget')
    await using repo = await projectOnBranch({ url: server.url, system: careful, project: 'budget: {calls: 50}\n' })
    await repo.commit(
      'Reworded',
      projectFiles({ url: server.url, system: `${careful} Please.`, project: 'budget: {calls: 500}\n' }),
    )
    const { code, stdout } = await llmops(repo, ['check', '--base', 'main', '--format', 'json'])
    expect(code).toBe(3)
    expect(server.requests).toHaveLength(50)
    expect(JSON.parse(stdout).notEvaluated[0].reason).toEqual({ kind: 'budget', limit: 'calls' })
    const again = await llmops(repo, ['check', '--base', 'main', '--format', 'json'])
    expect(JSON.parse(again.stdout).spent.fromStore).toBe(50)
    expect(server.requests).toHaveLength(100)
  })

  test('nobody turns a gate green by removing the cases that fail', async () => {
    await using server = await townServer('measure')
    await using repo = await projectOnBranch({ url: server.url, system: careful })
    const files = projectFiles({ url: server.url, system: 'Answer from the map.' })
    const rows = (files['llmops/towns.jsonl'] ?? '').split('\n')
    await repo.commit('Shorter, on fewer cases', { ...files, 'llmops/towns.jsonl': `${rows.slice(0, 4).join('\n')}\n` })
    const { code, stdout } = await llmops(repo, ['check', '--base', 'main', '--format', 'json'])
    const report = JSON.parse(stdout)
    expect(report.comparisons.map(({ measure }: { measure: string }) => measure)).toEqual(['head', 'base'])
    expect(report.headline.state).toBe('regression')
    expect(code).toBe(1)
  })
})

describe('check and the ways around a gate', () => {
  const worse = 'Answer from the map.'

  async function attacked(seed: string, change: (files: Record<string, string>) => Record<string, string | null>) {
    await using server = await townServer(seed)
    await using repo = await projectOnBranch({ url: server.url, system: careful })
    await repo.commit('Attack', change(projectFiles({ url: server.url, system: worse })))
    const { code, stdout, stderr } = await llmops(repo, ['check', '--base', 'main', '--format', 'json'])
    return { code, stderr, report: stdout === '' ? undefined : JSON.parse(stdout) }
  }

  const suiteOf = (files: Record<string, string>) => files['llmops/quality.yaml'] ?? ''

  test('deleting the suite', async () => {
    const { code, report } = await attacked('deleted', (files) => ({
      ...files,
      'llmops/quality.yaml': suiteOf(files).slice(0, suiteOf(files).indexOf('---')),
    }))
    expect([code, report.headline.state]).toEqual([1, 'regression'])
  })

  test('renaming the suite and loosening its gate', async () => {
    const { code, report } = await attacked('renamed-suite', (files) => ({
      ...files,
      'llmops/quality.yaml': suiteOf(files)
        .replace('name: quality', 'name: better')
        .replace('expected.town}}"', 'expected.town}}", gate: {maxDrop: 1}'),
    }))
    expect([code, report.headline.state]).toEqual([1, 'regression'])
  })

  test('turning the suite to a decoy', async () => {
    const { code, report } = await attacked('decoy', (files) => ({
      ...files,
      'llmops/decoy.yaml': `kind: Prompt\nname: decoy\nmodel: town-model\nparameters: {temperature: 0}\nsystem: ${JSON.stringify(careful)}\nuser: "{{question}}"\n`,
      'llmops/quality.yaml': suiteOf(files).replace('subject: answer', 'subject: decoy'),
    }))
    expect([code, report.headline.state]).toEqual([1, 'regression'])
  })

  test('renaming the subject without saying so', async () => {
    const { code, report } = await attacked('renamed-subject', (files) => ({
      ...files,
      'llmops/answer.yaml': (files['llmops/answer.yaml'] ?? '').replace('name: answer', 'name: reply'),
      'llmops/quality.yaml': suiteOf(files).replace('subject: answer', 'subject: reply'),
    }))
    expect([code, report.headline.state]).toEqual([1, 'regression'])
  })

  test('moving the project to another folder', async () => {
    const { code, report } = await attacked('moved', (files) => ({
      ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`app/${path}`, text])),
      ...Object.fromEntries(Object.keys(files).map((path) => [path, null])),
    }))
    expect([code, report.policy, report.headline.state]).toEqual([1, 'base', 'regression'])
  })

  test('adding a thousand easy cases', async () => {
    const easy = Array.from(
      { length: 1500 },
      (_, n) => `${JSON.stringify({ id: `e${n}`, input: { question: `Say ${n}` }, expected: { town: '' } })}\n`,
    )
    const { code, report } = await attacked('diluted', (files) => ({
      ...files,
      'llmops/towns.jsonl': `${files['llmops/towns.jsonl']}${easy.map((line) => line.replace('"town":""', '"town":"o"')).join('')}`,
    }))
    expect(report.comparisons.map(({ measure }: { measure: string }) => measure)).toContain('base')
    expect([code, report.headline.state]).toEqual([1, 'regression'])
  })

  test('declaring that a model costs nothing', async () => {
    const { report } = await attacked('free', (files) => ({
      ...files,
      'llmops/answer.yaml': (files['llmops/answer.yaml'] ?? '')
        .replace('id: local/mini', 'id: local/dear')
        .replace('price: {input: 1, output: 4}', 'price: {input: 0, output: 0}'),
      'llmops.yaml': `${files['llmops.yaml']}`,
    }))
    expect(report.plan.total.usd).toBeGreaterThan(0.1)
  })

  test('but a model that base itself names only in a suite keeps what base knows of it', async () => {
    await using server = await townServer('shown')
    const options = { url: server.url, suite: 'models: [local/shown]\n' }
    await using repo = await projectOnBranch({ ...options, system: careful })
    await repo.commit('Reworded', projectFiles({ ...options, system: `${careful} Please.` }))
    const { stdout } = await llmops(repo, ['plan', '--base', 'main', '--format', 'json'])
    const shown = JSON.parse(stdout).plan.calls.filter(({ subject }: { subject: string }) => subject.includes('@'))
    expect(shown).toHaveLength(2)
    for (const { newCalls, usd } of shown) expect([newCalls, usd]).toEqual([120, undefined])
  })

  test('committing a call store', async () => {
    await using server = await townServer('store')
    await using repo = await projectOnBranch({ url: server.url, system: careful })
    await repo.commit('Reworded', projectFiles({ url: server.url, system: worse }))
    await llmops(repo, ['check', '--base', 'main'])
    await repo.git('add', '--force', '.llmops/calls.sqlite')
    await repo.git('commit', '-qm', 'store')
    const { code, stderr } = await llmops(repo, ['check', '--base', 'main'])
    expect(code).toBe(3)
    expect(stderr).toContain('.llmops is tracked by Git')
  })

  test('a base that is invalid is not a base that is missing', async () => {
    await using server = await townServer('invalid-base')
    await using repo = await projectOnBranch({ url: server.url, system: careful })
    await repo.checkout('main')
    await repo.commit('Broken', { 'llmops/zz.yaml': 'kind: Prompt\nname: zz\nmodel: town-model\nuser: "{{a"\n' })
    await repo.branch('mend')
    await repo.commit('Mend', { ...projectFiles({ url: server.url, system: worse }), 'llmops/zz.yaml': null })
    const { code, stderr } = await llmops(repo, ['check', '--base', 'main'])
    expect(code).toBe(3)
    expect(stderr).toContain("base's project is invalid (llmops/zz.yaml:4")
    expect(server.requests).toHaveLength(0)
  })
})

describe('check in a checkout as CI has it', () => {
  test.each([1, 2])(
    'a test merge at depth %d is compared with its first parent, and both are read from Git',
    async (depth) => {
      await using server = await townServer('shallow')
      await using repo = await projectOnBranch({ url: server.url, system: careful })
      await repo.commit('Shorter', projectFiles({ url: server.url, system: 'Answer from the map.' }))
      await repo.checkout('main')
      await repo.commit('Meanwhile', { 'other.txt': 'x' })
      const base = await repo.git('rev-parse', 'HEAD')
      await repo.branch('pull/1/merge')
      const merge = await repo.merge('change')
      await repo.checkout('main')
      await using remote = await repo.bareRemote()
      await using clone = await cloneShallow(remote.url, depth, merge)
      const args = ['check', '--base', 'HEAD^1', '--head', 'HEAD', '--format', 'json']
      const { code, stdout } = await llmops(clone, args)
      const report = JSON.parse(stdout)
      expect([report.base.commit, report.head.commit]).toEqual([base, merge])
      expect(report.plan.changes.resources.map(({ name }: { name: string }) => name)).toEqual(['answer'])
      expect(code).toBe(1)
    },
  )
})

test('a detached clone that knows no default branch is not compared with itself: it is asked which', async () => {
  await using repo = await projectOnBranch({ url: 'http://127.0.0.1:9' })
  await repo.commit('Shorter', projectFiles({ url: 'http://127.0.0.1:9', system: 'Guess.' }))
  const commit = await repo.git('rev-parse', 'HEAD')
  await using remote = await repo.bareRemote({ wants: 'any' })
  await using clone = await cloneShallow(remote.url, 1, commit)
  for (const args of [['check'], ['check', '--head', 'HEAD'], ['plan'], ['eval']]) {
    const { code, stderr } = await llmops(clone, args)
    expect(stderr).toContain('say --base origin/BRANCH')
    expect(code).toBe(64)
  }
})

describe('check where nothing is to be done', () => {
  test('formatting and comments evaluate nothing, and say so: exit 0', async () => {
    await using server = await townServer('format')
    await using repo = await projectOnBranch({ url: server.url, system: careful })
    const files = projectFiles({ url: server.url, system: careful })
    const answer = `# a comment\n${files['llmops/answer.yaml']?.replace('name: answer\n', '').replace('kind: Prompt\n', 'kind: Prompt\nname:   "answer"\n')}`
    await repo.commit('Formatted', { 'llmops/answer.yaml': answer, 'README.md': 'new\n' })
    const { code, stdout } = await llmops(repo, ['check', '--base', 'main', '--format', 'json'])
    const report = JSON.parse(stdout)
    expect(code).toBe(0)
    expect(report.headline.state).toBe('nothing-to-evaluate')
    expect(report.plan.changes).toMatchObject({ resources: [], suites: [], formattedFiles: ['llmops/answer.yaml'] })
    expect(server.requests).toHaveLength(0)
  })

  test('the first pull request is a first measurement under built-in limits', async () => {
    await using server = await townServer('first')
    await using repo = await projectOnBranch({ url: server.url, system: careful })
    await repo.git('checkout', '--orphan', 'empty')
    await repo.git('rm', '-rfq', '.')
    const base = await repo.commit('Empty', { 'README.md': 'x' })
    await repo.branch('adopt')
    await repo.commit('Adopt', projectFiles({ url: server.url, system: careful }))
    const { code, stdout } = await llmops(repo, ['check', '--base', base, '--format', 'json'])
    const report = JSON.parse(stdout)
    expect(report.policy).toBe('built-in')
    expect(server.requests).toHaveLength(0)
    expect(report.notEvaluated[0].reason).toMatchObject({ kind: 'provider', reason: 'unknown-provider' })
    expect(code).toBe(3)
  })

  test('an invalid head is exit 2 with its place, and asks nothing', async () => {
    await using server = await townServer('invalid')
    await using repo = await projectOnBranch({ url: server.url, system: careful })
    const files = projectFiles({ url: server.url, system: careful })
    await repo.commit('Typo', {
      'llmops/answer.yaml': (files['llmops/answer.yaml'] ?? '').replace('{{question}}', '{{qestion}}'),
    })
    const { code, stdout } = await llmops(repo, ['check', '--base', 'main'])
    expect(code).toBe(2)
    expect(stdout).toContain('llmops/answer.yaml:6')
    expect(stdout).toMatch(/did you mean .*question/)
    expect(server.requests).toHaveLength(0)
  })
})
