import { chmod, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type BareRemote, makeRepository } from '../rig/git.ts'
import { temporaryDirectory } from '../rig/temp.ts'
import { llmops } from './project.ts'
import { fateOf, ledgerLog, releaseAt, releaseRepository, run, staging } from './releases.ts'

describe('what the ledger knows of a target', () => {
  test('includes the newest commit that builds what is held: an older one does not follow it', async () => {
    await using scope = new AsyncDisposableStack()
    const { repo, filesWith } = await releaseRepository(scope)
    expect(fateOf(await run(repo, 'promote'))).toEqual([0, 'promoted'])
    const late = await repo.commit('Politely', filesWith({ system: 'Answer from the map, please.' }))
    const back = await repo.commit('As before', filesWith({}))
    expect(fateOf(await run(repo, 'promote'))).toEqual([0, 'current'])
    expect((await ledgerLog(repo)).split('\n')[0]).toMatch(/^confirm answer sha256:[0-9a-f]{8}… at staging \(no\. 1\)$/)
    const ledger = await repo.git('rev-parse', 'llmops-ledger')
    expect(fateOf(await run(repo, 'promote'))).toEqual([0, 'current'])
    const older = await run(repo, 'promote', '--head', late)
    expect(older.report.targets[0]?.outcome).toEqual({ kind: 'superseded', by: back })
    expect(await repo.git('rev-parse', 'llmops-ledger')).toBe(ledger)
    expect((await releaseAt(repo)).sequence).toBe(1)
    const { stdout } = await llmops(repo, ['status'])
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(`still what ${back.slice(0, 7)} builds`)
  })

  test('goes on under the new name of a renamed target, at its place, and can be rolled back across it', async () => {
    await using scope = new AsyncDisposableStack()
    const { repo, filesWith } = await releaseRepository(scope)
    await run(repo, 'promote')
    const first = await releaseAt(repo)
    const targets = staging.replace('name: staging', 'name: stage\nformerly: staging')
    await repo.commit('Rename', filesWith({ targets }))
    const looked = await run(repo, 'status')
    expect(looked.report.targets).toMatchObject([{ target: 'stage', declared: true, reality: 'agrees' }])
    expect(looked.code).toBe(0)
    expect(fateOf(await run(repo, 'promote'))).toEqual([0, 'current'])
    expect(await ledgerLog(repo)).toContain('rename staging to stage (no. 2)')

    await repo.commit(
      'Politely',
      filesWith({ targets: targets.replace('formerly: staging\n', ''), system: 'Please answer.' }),
    )
    const next = await run(repo, 'promote')
    expect([next.stderr, ...fateOf(next)]).toEqual([expect.anything(), 0, 'promoted'])
    expect(await releaseAt(repo)).toMatchObject({ target: 'stage', sequence: 3 })
    expect((await run(repo, 'status')).report.targets.map(({ target }) => target)).toEqual(['stage'])
    const wrongName = await llmops(repo, ['rollback', 'staging'])
    expect([wrongName.code, wrongName.stderr]).toEqual([64, expect.stringContaining('llmops rollback stage')])
    expect((await llmops(repo, ['rollback', 'stage'])).code).toBe(0)
    expect(await releaseAt(repo)).toMatchObject({ target: 'stage', digest: first.digest, sequence: 4 })
  })

  test('keeps the evidence of a stop, counts attempts, and writes nothing again for the same findings', async () => {
    await using scope = new AsyncDisposableStack()
    const { repo, server, filesWith } = await releaseRepository(scope)
    await run(repo, 'promote')
    await repo.commit('Shorter', filesWith({ system: 'Just guess.' }))
    const stopped = await run(repo, 'promote')
    expect(fateOf(stopped)).toEqual([1, 'stopped'])
    expect(stopped.report.targets[0]?.outcome['attempt']).toBe(1)
    const evidence = stopped.report.targets[0]?.evidence ?? ''
    const statement = JSON.parse(await repo.git('show', `llmops-ledger:_/evidence/${evidence.slice(7)}.json`))
    expect(statement.predicate).toMatchObject({ target: 'staging', run: { attempt: 1 } })
    expect(statement.predicate.suites[0].metrics[0].verdict.kind).toBe('regression')
    const ledger = await repo.git('rev-parse', 'llmops-ledger')
    const again = await run(repo, 'promote')
    expect([...fateOf(again), again.report.targets[0]?.evidence]).toEqual([1, 'stopped', evidence])
    expect(await repo.git('rev-parse', 'llmops-ledger')).toBe(ledger)

    server.setFaults([{ fault: 'status', status: 400 }])
    await rm(join(repo.dir, '.llmops'), { recursive: true })
    const other = await run(repo, 'promote')
    expect(other.report.targets[0]?.outcome).toMatchObject({ kind: 'stopped', attempt: 2 })
    const { code, stdout } = await llmops(repo, ['status'])
    expect([code, stdout]).toEqual([0, expect.stringContaining('(no. 3)')])
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'was stopped: not everything could be evaluated; quality: 12 cases',
    )
    expect(await ledgerLog(repo)).toMatch(
      /^stop answer .* to staging \(no\. 3\)\nnote \$.* for promoting .*\nstop answer .* \(no\. 2\)\n/,
    )
    expect((await releaseAt(repo)).sequence).toBe(1)
  })
})

/** An assertion that any answer satisfies. */
const anything = '{metric: town, type: regex, value: "."}'

describe('the measure by which a target was promoted', () => {
  test('holds beside a looser one, until a merge that changes only the measure; removed suites hold, too', async () => {
    await using scope = new AsyncDisposableStack()
    const { repo, filesWith } = await releaseRepository(scope)
    await run(repo, 'promote')
    await repo.commit('Looser and worse', filesWith({ assertion: anything, system: 'Just guess.' }))
    const stopped = await run(repo, 'promote')
    expect(fateOf(stopped)).toEqual([1, 'stopped'])
    expect(stopped.report.targets[0]?.comparisons.map(({ measure }) => measure)).toEqual(['head', 'base'])

    await repo.commit('Looser', filesWith({ assertion: anything }))
    expect(fateOf(await run(repo, 'promote'))).toEqual([0, 'current'])
    await repo.commit('Worse', filesWith({ assertion: anything, system: 'Just guess.' }))
    expect(fateOf(await run(repo, 'promote'))).toEqual([0, 'promoted'])

    const other = `kind: EvalSuite\nname: other\nsubject: answer\ndataset: towns\nassert: [{type: regex, value: "."}]\n`
    await repo.commit('Strict again', filesWith({}))
    expect(fateOf(await run(repo, 'promote'))).toEqual([0, 'promoted'])
    const decoy = { ...filesWith({ system: 'Just guess.' }), 'llmops/quality.yaml': null, 'llmops/other.yaml': null }
    const dataset = 'kind: Dataset\nname: towns\nfile: towns.jsonl\n---\n'
    await repo.commit('Another suite', { ...decoy, 'llmops/other.yaml': `${dataset}${other}` })
    const removed = await run(repo, 'promote')
    expect([removed.stderr, ...fateOf(removed)]).toEqual([expect.anything(), 1, 'stopped'])
    expect(removed.report.targets[0]?.comparisons.map(({ suite, measure }) => `${suite} ${measure}`)).toContain(
      'quality base',
    )
  })

  test('is said to be missing where its commit is gone; then only the one of this commit is held', async () => {
    await using scope = new AsyncDisposableStack()
    const { repo, filesWith } = await releaseRepository(scope)
    await run(repo, 'promote')
    const gone = await repo.git('rev-parse', 'HEAD')
    await repo.write(filesWith({ assertion: anything, system: 'Just guess.' }) as Record<string, string>)
    await repo.git('commit', '--quiet', '--all', '--amend', '--message=Rewritten')
    await repo.git('reflog', 'expire', '--expire=now', '--all')
    await repo.git('gc', '--quiet', '--prune=now')
    const { report, code } = await run(repo, 'promote')
    expect([code, report.targets[0]?.outcome.kind]).toEqual([0, 'promoted'])
    expect(report.targets[0]?.['unreadMeasure']).toMatchObject({
      commit: gone,
      because: expect.stringContaining('no commit'),
    })
    const evidence = await repo.git('show', `llmops-ledger:_/evidence/${report.targets[0]?.evidence?.slice(7)}.json`)
    expect(JSON.parse(evidence).predicate.comparedWith).not.toHaveProperty('measure')
  })
})

describe('a rollback', () => {
  test('that is repeated goes no further, and says what it could go to', async () => {
    await using scope = new AsyncDisposableStack()
    const { repo, filesWith } = await releaseRepository(scope)
    const digests = []
    for (const system of ['One.', 'Two.', 'Three.']) {
      await repo.commit(system, filesWith({ system }))
      digests.push((await run(repo, 'promote')).report.targets[0]?.digest)
    }
    expect((await llmops(repo, ['rollback', 'staging'])).code).toBe(0)
    const ledger = await repo.git('rev-parse', 'llmops-ledger')
    const again = await llmops(repo, ['rollback', 'staging'])
    expect(again.code).toBe(64)
    expect(again.stderr).toContain('staging was rolled back already (no. 4, by ')
    expect(again.stderr).toContain(`--to ${digests[2]} (no. 3, rolled back since)`)
    expect(again.stderr).toContain(`--to ${digests[0]} (no. 1)`)
    expect(await repo.git('rev-parse', 'llmops-ledger')).toBe(ledger)
    expect(await releaseAt(repo)).toMatchObject({ digest: digests[1], sequence: 4 })
    expect((await llmops(repo, ['rollback', 'staging', '--to', digests[0] ?? ''])).code).toBe(0)
    expect((await releaseAt(repo)).digest).toBe(digests[0])
  })
})

describe('what stands in the way', () => {
  test('is told in the words of the server, with remedies, and status remembers it', async () => {
    await using scope = new AsyncDisposableStack()
    const { repo } = await releaseRepository(scope)
    const remote = scope.use(await repo.bareRemote())
    await protect(remote, 'refs/heads/deploy/*')
    const { code, report } = await run(repo, 'promote')
    expect(code).toBe(3)
    const detail = String(report.targets[0]?.outcome['detail'])
    expect(detail).toMatch(
      /^branch deploy\/staging at origin: refused: .*GH013: Repository rule violations found for refs\/heads\/deploy\/staging\.; - Changes must be made through a pull request\./,
    )
    expect(detail).toMatch(
      /Either let the identity that deploys write this branch .* or give the target another branch$/,
    )
    const looked = await run(repo, 'status')
    expect(looked.code).toBe(3)
    expect(looked.report.targets[0]?.['lastAttempt']).toMatchObject({
      kind: 'withdrawn',
      sequence: 1,
      because: expect.stringContaining('GH013'),
    })
    const { stdout } = await llmops(repo, ['status'])
    expect(stdout).not.toContain('nothing was promoted yet')
  })

  test('a predecessor that drifted is waited for, also when only the next target is asked for', async () => {
    await using scope = new AsyncDisposableStack()
    const folder = scope.use(await temporaryDirectory())
    const place = (name: string) => `to: {type: directory, path: ${join(folder.path, name)}}`
    const first = `kind: DeploymentTarget\nname: staging\ndeploy: answer\n${place('staging')}\n`
    const second = `---\nkind: DeploymentTarget\nname: production\ndeploy: answer\n${place('production')}\nafter: staging\n`
    const { repo } = await releaseRepository(scope, { targets: first + second })
    expect(fateOf(await run(repo, 'promote', '--target', 'staging'))).toEqual([0, 'promoted'])
    await rm(join(folder.path, 'staging'), { recursive: true })
    const waits = await run(repo, 'promote', '--target', 'production')
    expect(waits.report.targets[0]?.outcome).toEqual({
      kind: 'waits-for',
      target: 'staging',
      trouble: 'it is really empty',
    })
    const { stdout } = await llmops(repo, ['promote', '--target', 'production'])
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('which should hold it, but: it is really empty')
    const { report } = await run(repo, 'promote')
    expect(report.targets.map(({ outcome }) => outcome.kind)).toEqual(['current', 'promoted'])
  })

  test('another project at the place is left alone: exit 3', async () => {
    await using scope = new AsyncDisposableStack()
    const folder = scope.use(await temporaryDirectory())
    const targets = staging.replace(
      '{type: git, branch: deploy/staging}',
      `{type: directory, path: ${folder.path}/live}`,
    )
    const { repo, filesWith } = await releaseRepository(scope, { targets })
    await run(repo, 'promote')
    const inFolder = Object.entries(filesWith({ system: 'Another.' })).map(([path, text]) => [`apps/b/${path}`, text])
    await repo.commit('A second project', Object.fromEntries(inFolder))
    const { code, report } = await run(repo, 'promote', '--project', 'apps/b')
    expect([code, report.targets[0]?.outcome['detail']]).toEqual([
      3,
      expect.stringContaining("holds a release of project 'towns', not of project 'towns' in apps/b"),
    ])
  })
})

describe('validation refuses a target', () => {
  test('on the branch that changes are merged into, on that of the ledger, and a shared one without a folder', async () => {
    await using scope = new AsyncDisposableStack()
    const { repo, filesWith } = await releaseRepository(scope)
    const at = (to: string) => staging.replace('branch: deploy/staging', to)
    for (const [to, code] of [
      ['branch: main', 'branches-collide'],
      ['branch: main, folder: x, shared: true', 'branches-collide'],
      ['branch: main/x', 'branches-collide'],
      ['branch: llmops-ledger', 'branches-collide'],
      ['branch: prompts, shared: true', 'missing-field'],
    ] as const) {
      await repo.write(filesWith({ targets: at(to) }) as Record<string, string>)
      const { report, code: exit } = await run(repo, 'validate')
      expect([
        to,
        exit,
        report.diagnostics.filter(({ severity }) => severity === 'error').map((one) => one.code),
      ]).toEqual([to, 2, [code]])
    }
    await repo.write(
      filesWith({ targets: at('branch: prompts, folder: answer, shared: true') }) as Record<string, string>,
    )
    expect((await run(repo, 'validate')).code).toBe(0)
  })
})

describe('a command that only looks', () => {
  test('leaves no ref, no object and no file, also where ledger and target are at a remote', async () => {
    await using scope = new AsyncDisposableStack()
    const { repo } = await releaseRepository(scope)
    const remote = scope.use(await repo.bareRemote())
    const other = scope.use(await makeRepository())
    await other.git('remote', 'add', 'origin', remote.url)
    await other.git('fetch', '--quiet', 'origin')
    await other.git('checkout', '--quiet', '-B', 'main', 'origin/main')
    expect(fateOf(await run(other, 'promote'))).toEqual([0, 'promoted'])
    const state = () =>
      Promise.all([
        repo.git('for-each-ref'),
        repo.git('count-objects', '-v'),
        repo.git('status', '--short', '--ignored', '--untracked-files=all'),
      ])
    const before = await state()
    const looked = await run(repo, 'status')
    expect([looked.code, looked.report.targets[0]?.['reality']]).toEqual([0, 'agrees'])
    expect(fateOf(await run(repo, 'promote', '--dry-run'))).toEqual([0, 'current'])
    await other.git('push', '--quiet', 'origin', '--delete', 'llmops-ledger', 'deploy/staging')
    expect(fateOf(await run(repo, 'promote', '--dry-run'))).toEqual([0, 'would-promote'])
    expect(await state()).toEqual(before)
  })

  test('says in a plan what the ledger of this clone says against a promotion', async () => {
    await using scope = new AsyncDisposableStack()
    const { repo, filesWith } = await releaseRepository(scope)
    await run(repo, 'promote')
    await repo.commit('Two', filesWith({ system: 'Two.' }))
    await run(repo, 'promote')
    await llmops(repo, ['rollback', 'staging'])
    await repo.commit('Three', filesWith({ system: 'Three.' }))
    for (const [system, already] of [
      ['Answer from the map.', 'held'],
      ['Two.', 'held-back'],
      ['Four.', undefined],
    ] as const) {
      await repo.write(filesWith({ system }) as Record<string, string>)
      const { report } = await run(repo, 'plan', '--base', 'main')
      expect(report.plan?.promotions).toMatchObject([{ target: 'staging', ...(already !== undefined && { already }) }])
      expect('already' in (report.plan?.promotions[0] ?? {})).toBe(already !== undefined)
    }
  })
})

/** Refuses pushes to some refs in the words of GitHub's rulesets. */
async function protect(remote: BareRemote, refs: string): Promise<void> {
  const hook = join(remote.path, 'hooks', 'update')
  const words = `error: GH013: Repository rule violations found for $1.\n- Changes must be made through a pull request.`
  await writeFile(hook, `#!/bin/sh\ncase $1 in ${refs}) printf "${words}\n" >&2; exit 1 ;; esac\n`)
  await chmod(hook, 0o755)
}
