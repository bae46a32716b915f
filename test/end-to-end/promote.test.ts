import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { gitLedger } from '../../src/adapters/git/ledger.ts'
import { openRepository } from '../../src/adapters/git/repository.ts'
import { cloneShallow, makeRepository, type Repository } from '../rig/git.ts'
import { runNode } from '../rig/run.ts'
import { skillServer } from '../rig/skill-server.ts'
import { textOf } from '../rig/chat-request.ts'
import { temporaryDirectory } from '../rig/temp.ts'
import { key, llmops, projectFiles, questions } from './project.ts'

const careful = 'Answer from the map.\nIf two towns have one name, ask which is meant.'
const child = join(import.meta.dirname, 'deliver-in-child.ts')

function townServer(seed: string) {
  return skillServer({
    seed,
    cases: questions,
    keys: [key],
    skill: (request) => (textOf(request, 'system').includes('two towns') ? 0.85 : 0.55),
  })
}

function files(
  url: string,
  system: string,
  target = 'to: {type: git, branch: deploy/staging}',
): Record<string, string> {
  const targets = `kind: DeploymentTarget\nname: staging\ndeploy: answer\n${target}\n`
  return { ...projectFiles({ url, system }), 'llmops/targets.yaml': targets }
}

async function promoted(repo: Repository, ...args: string[]) {
  const { code, stdout, stderr } = await llmops(repo, ['promote', '--format', 'json', ...args])
  return { code, stderr, report: stdout === '' ? undefined : JSON.parse(stdout) }
}

async function stateOf(repo: Repository, remote?: string) {
  const repository = await openRepository(repo.dir)
  const tip = await gitLedger({ repository, remote, branch: 'llmops-ledger', projectFolder: '' }).read()
  return tip.targets.get('staging')
}

describe('promote', () => {
  test('promotes what was evaluated; again, it changes nothing; a regression promotes nothing and says why', async () => {
    await using server = await townServer('promote')
    await using repo = await makeRepository({ files: files(server.url, careful) })
    const first = await promoted(repo)
    expect([first.code, first.report.targets[0].outcome.kind]).toEqual([0, 'promoted'])
    expect(first.report.targets[0].evidence).toMatch(/^sha256:/)
    const release = await releaseAt(repo)
    expect(release).toMatchObject({
      digest: first.report.targets[0].digest,
      sequence: 1,
      source: await repo.git('rev-parse', 'HEAD'),
    })

    const ledger = await repo.git('rev-parse', 'llmops-ledger')
    const asked = server.requests.length
    const again = await promoted(repo)
    expect([again.code, again.report.targets[0].outcome.kind]).toEqual([0, 'current'])
    expect([await repo.git('rev-parse', 'llmops-ledger'), server.requests.length]).toEqual([ledger, asked])

    await repo.commit('Shorter', files(server.url, 'Answer from the map.'))
    const worse = await promoted(repo)
    expect(worse.code).toBe(1)
    expect(worse.report.targets[0].outcome).toMatchObject({
      kind: 'stopped',
      headline: { state: 'regression', metric: 'town' },
    })
    expect(worse.report.targets[0].evidence).toMatch(/^sha256:/)
    expect(await releaseAt(repo)).toEqual(release)
    expect(await repo.git('status', '--short')).toBe('')
  })

  test('a dry run prints the steps and leaves nothing behind', async () => {
    await using server = await townServer('dry')
    await using repo = await makeRepository({ files: files(server.url, careful) })
    const { code, report } = await promoted(repo, '--dry-run')
    expect(code).toBe(0)
    expect(report.targets[0].outcome.kind).toBe('would-promote')
    expect(report.targets[0].outcome.steps.length).toBeGreaterThan(0)
    expect(await repo.git('branch', '--list', '--format=%(refname:short)')).toBe('main')
  })

  test('a commit older than what is live is superseded', async () => {
    await using server = await townServer('older')
    await using repo = await makeRepository({ files: files(server.url, careful) })
    const old = await repo.git('rev-parse', 'HEAD')
    await repo.commit('Reworded', files(server.url, `${careful} Please.`))
    expect((await promoted(repo)).code).toBe(0)
    const { code, report } = await promoted(repo, '--head', old)
    expect([code, report.targets[0].outcome.kind]).toEqual([0, 'superseded'])
  })

  test('a rollback holds against the next merge, until somebody brings the artifact back on purpose', async () => {
    await using server = await townServer('rollback')
    await using repo = await makeRepository({ files: files(server.url, careful) })
    const a = (await promoted(repo)).report.targets[0].digest
    await repo.commit('Reworded', files(server.url, `${careful} Please.`))
    const b = (await promoted(repo)).report.targets[0].digest
    const back = await llmops(repo, ['rollback', 'staging', '--reason', 'too polite'])
    expect(back.code).toBe(0)
    expect(await releaseAt(repo)).toMatchObject({ digest: a, sequence: 3 })

    await repo.commit('Unrelated', { 'README.md': 'x' })
    const held = await promoted(repo)
    expect([held.code, held.report.targets[0].outcome.kind]).toEqual([0, 'held-back'])
    expect(held.report.targets[0].outcome.reason).toBe('too polite')
    const status = await llmops(repo, ['status'])
    expect(status.code).toBe(0)
    expect(status.stdout).toContain('too polite')

    expect((await llmops(repo, ['rollback', 'staging', '--to', b.slice(0, 18)])).code).toBe(0)
    expect(await releaseAt(repo)).toMatchObject({ digest: b, sequence: 4 })
    expect((await promoted(repo)).report.targets[0].outcome.kind).toBe('current')
    const log = await repo.git('log', '--format=%s', 'llmops-ledger')
    expect(log.split('\n').filter((line) => line.startsWith('roll back'))).toHaveLength(2)
  })

  test('bringing an artifact back takes nothing away: the next rollback goes to it', async () => {
    await using server = await townServer('brought back')
    await using repo = await makeRepository({ files: files(server.url, careful) })
    await promoted(repo)
    await repo.commit('Two', files(server.url, `${careful} Please.`))
    const two = (await promoted(repo)).report.targets[0].digest
    expect((await llmops(repo, ['rollback', 'staging'])).code).toBe(0)
    expect((await llmops(repo, ['rollback', 'staging', '--to', two])).code).toBe(0)
    await repo.commit('Three', files(server.url, `${careful} Thanks.`))
    expect((await promoted(repo)).report.targets[0].outcome.kind).toBe('promoted')
    expect((await llmops(repo, ['rollback', 'staging'])).code).toBe(0)
    expect(await releaseAt(repo)).toMatchObject({ digest: two, sequence: 6 })
    await repo.commit('One again', files(server.url, careful))
    expect((await promoted(repo)).report.targets[0].outcome.kind).toBe('promoted')
  })

  test('a rollback after a killed delivery takes back what is really live', async () => {
    await using repo = await makeRepository({ files: files('http://127.0.0.1:9', careful) })
    for (const text of ['first', 'second']) await runNode(child, [repo.dir, 'deploy/staging', text])
    const good = await releaseAt(repo)
    expect((await runNode(child, [repo.dir, 'deploy/staging', 'bad', 'after:5'])).code).toBe(137)
    const bad = await releaseAt(repo)
    expect(bad.sequence).toBe(3)
    const { code } = await llmops(repo, ['rollback', 'staging'])
    expect(code).toBe(0)
    expect(await releaseAt(repo)).toMatchObject({ digest: good.digest, sequence: 4 })
    expect((await stateOf(repo))?.held).toMatchObject({ kind: 'rollback', holdsAgainst: bad.digest })
  })

  test('a lost ledger is not a first promotion: exit 3, and nothing is delivered', async () => {
    await using server = await townServer('lost')
    await using repo = await makeRepository({ files: files(server.url, careful) })
    await promoted(repo)
    await repo.git('branch', '-D', 'llmops-ledger')
    await repo.commit('Shorter', files(server.url, 'Answer from the map.'))
    const { code, stderr } = await promoted(repo)
    expect(code).toBe(3)
    expect(stderr).toContain('lost or rewound')
    expect((await releaseAt(repo)).sequence).toBe(1)
  })

  test('a commit that was not merged is not promoted', async () => {
    await using server = await townServer('unmerged')
    await using repo = await makeRepository({ files: files(server.url, careful) })
    await repo.branch('feature')
    await repo.commit('Unreviewed', files(server.url, `${careful} Please.`))
    const { code, stderr } = await promoted(repo)
    expect([code, server.requests.length]).toEqual([64, 0])
    expect(stderr).toContain('only what was merged is promoted')
  })

  test('an older commit is superseded in a shallow clone, too', async () => {
    await using server = await townServer('shallow')
    await using repo = await makeRepository({ files: files(server.url, careful) })
    const old = await repo.git('rev-parse', 'HEAD')
    await repo.commit('Two', files(server.url, `${careful} Please.`))
    await using remote = await repo.bareRemote()
    expect((await promoted(repo)).code).toBe(0)
    await using clone = await cloneShallow(remote.url, 1, old)
    const { report } = await promoted(clone)
    expect(report.targets[0].outcome.kind).toBe('superseded')
  })

  test('targets form a path: one waits for the other, then soaks', async () => {
    await using server = await townServer('path')
    await using folder = await temporaryDirectory()
    const production = `---\nkind: DeploymentTarget\nname: production\ndeploy: answer\nto: {type: directory, path: ${folder.path}/live}\nafter: staging\nsoak: 24h\n`
    const all = files(server.url, careful)
    await using repo = await makeRepository({
      files: { ...all, 'llmops/targets.yaml': `${all['llmops/targets.yaml']}${production}` },
    })
    const { code, report } = await promoted(repo)
    expect(code).toBe(0)
    expect(
      report.targets.map(({ target, outcome }: { target: string; outcome: { kind: string } }) => [
        target,
        outcome.kind,
      ]),
    ).toEqual([
      ['staging', 'promoted'],
      ['production', 'soaks'],
    ])
  })

  test('drift between the ledger and the target is seen, exit 1, and the next promote sets it right', async () => {
    await using server = await townServer('drift')
    await using folder = await temporaryDirectory()
    const live = join(folder.path, 'live')
    await using repo = await makeRepository({
      files: files(server.url, careful, `to: {type: directory, path: ${live}}`),
    })
    expect((await promoted(repo)).code).toBe(0)
    expect((await llmops(repo, ['status'])).code).toBe(0)
    await runNode('-e', [`require('fs').rmSync(${JSON.stringify(live)}, {recursive: true})`])
    const { code, stdout } = await llmops(repo, ['status', '--format', 'json'])
    expect(JSON.parse(stdout).targets[0].reality).toBe('empty')
    expect(code).toBe(1)
    const repaired = await promoted(repo)
    expect(repaired.report.recovered).toMatchObject([{ target: 'staging', sequence: 1, why: 'drift' }])
    expect((await llmops(repo, ['status'])).code).toBe(0)
  })

  test('a directory is made below the repository, and one with other files is left alone: exit 3', async () => {
    await using server = await townServer('directory')
    await using repo = await makeRepository({
      files: files(server.url, careful, 'to: {type: directory, path: deploy/live}'),
    })
    expect((await promoted(repo)).code).toBe(0)
    expect((await liveIn(join(repo.dir, 'deploy/live'))).sequence).toBe(1)
    await using folder = await temporaryDirectory()
    await writeFile(join(folder.path, 'mine.txt'), 'x')
    await repo.commit(
      'Elsewhere',
      files(server.url, `${careful} Please.`, `to: {type: directory, path: ${folder.path}}`),
    )
    const { code, report } = await promoted(repo)
    expect(code).toBe(3)
    expect(report.targets[0].outcome.detail).toContain('it holds other files and no release')
    expect(await readdir(folder.path)).toEqual(['mine.txt'])
  })

  test('a provider that fails promotes nothing: exit 3', async () => {
    await using server = await townServer('outage')
    server.setFaults([{ fault: 'status', status: 503 }])
    await using repo = await makeRepository({ files: files(server.url, careful) })
    const { code, report } = await promoted(repo)
    expect([code, report.targets[0].outcome.headline.state]).toEqual([3, 'incomplete'])
    expect(await repo.git('branch', '--list', '--format=%(refname:short)')).toBe('llmops-ledger\nmain')
  })
})

describe('a delivery that is killed', () => {
  for (const when of ['before', 'after'])
    for (let use = 1; use <= 8; use++)
      test(`${when} its use no. ${use} of ledger or target is finished or never happened`, async () => {
        await using repo = await makeRepository()
        expect((await runNode(child, [repo.dir, 'deploy/staging', 'first'])).code).toBe(0)
        const { code } = await runNode(child, [repo.dir, 'deploy/staging', 'second', `${when}:${use}`])
        expect([137, 0]).toContain(code)
        const next = await runNode(child, [repo.dir, 'deploy/staging', 'third'])
        expect(JSON.parse(next.stdout).kind).toBe('delivered')
        const state = await stateOf(repo)
        expect(state?.latest.state).toBe('committed')
        expect(await releaseAt(repo)).toMatchObject({
          digest: state?.held?.release.digest,
          sequence: state?.held?.release.sequence,
        })
      })
})

describe('deliveries that race', () => {
  test('fifty processes lose nothing, and leave ledger and target agreeing', { timeout: 300_000 }, async () => {
    await using repo = await makeRepository()
    await using remote = await repo.bareRemote()
    await using folder = await temporaryDirectory()
    const live = join(folder.path, 'live')
    const all = Array.from({ length: 50 }, (_, n) =>
      runNode(child, [repo.dir, live, `artifact ${n}`], { timeoutMs: 280_000 }),
    )
    const outcomes = (await Promise.all(all)).map(({ code, stdout, stderr }) =>
      code === 0 ? JSON.parse(stdout).kind : stderr,
    )
    expect(outcomes.filter((kind) => kind !== 'delivered' && kind !== 'overtaken')).toEqual([])
    const state = await stateOf(repo, remote.url)
    const claims = (state?.history ?? [])
      .filter((record) => record.state === 'claimed')
      .map(({ release }) => release.sequence)
    expect(claims).toEqual(Array.from({ length: 50 }, (_, n) => n + 1))
    expect(state?.latest).toMatchObject({ state: 'committed', release: { sequence: 50 } })
    expect(await liveIn(live)).toMatchObject({ digest: state?.held?.release.digest, sequence: 50 })
  })
})

async function releaseAt(repo: Repository): Promise<{ readonly digest: string; readonly sequence: number }> {
  return JSON.parse(await repo.git('show', 'deploy/staging:release.json')).release
}

async function liveIn(folder: string): Promise<{ readonly digest: string; readonly sequence: number }> {
  return JSON.parse(await readFile(join(folder, 'current.json'), 'utf8')).release
}
