import { describe, expect, test } from 'vitest'
import { llmops } from './project.ts'
import { fateOf, releaseAt, releaseRepository, run, staging } from './releases.ts'

const production = `---
kind: DeploymentTarget
name: production
deploy: answer
to: {type: git, branch: deploy/production}
`
const path = `${production}after: staging\nsoak: 24h\n`

/** Each target with what became of it. */
function fatesOf({ report }: Awaited<ReturnType<typeof run>>): readonly string[] {
  return report.targets.map(({ target, outcome }) => `${target}: ${outcome.kind}`)
}

describe('a gate of a target that a merge loosens holds once more', () => {
  test('`after` and `soak`: until a merge that changes them alone', async () => {
    await using scope = new AsyncDisposableStack()
    const { repo, filesWith } = await releaseRepository(scope, { targets: staging + production })
    await run(repo, 'promote')
    await repo.commit('A path', filesWith({ targets: staging + path }))
    expect(fatesOf(await run(repo, 'promote'))).toEqual(['staging: current', 'production: current'])

    const before = await repo.git('rev-parse', 'HEAD')
    const hasty = filesWith({ targets: staging + production, system: 'Answer from the map. Please.' })
    await repo.commit('Another wording, at once', hasty)
    const planned = await llmops(repo, ['plan', '--base', before, '--format', 'markdown'])
    expect(planned.stdout).toMatch(
      /production.*after 1 day in staging \(`after` as before: what a merge loosens holds from/,
    )
    const first = await run(repo, 'promote')
    expect(fatesOf(first)).toEqual(['production: waits-for', 'staging: promoted'])
    expect(first.report.targets[0]).toMatchObject({ outcome: { target: 'staging' }, loosened: ['after'] })
    const told = await llmops(repo, ['promote'])
    expect(told.stdout.replaceAll(/\s+/g, ' ')).toMatch(
      /soaks in staging until .* \(after as before: what a merge loosens holds from the next/,
    )

    await repo.commit('Only the path', filesWith({ targets: staging + production }))
    await run(repo, 'promote')
    await repo.commit('Another wording', hasty)
    expect(fatesOf(await run(repo, 'promote'))).toEqual(['production: promoted', 'staging: promoted'])
  })

  test('`whenUnsure: block`, which the pull request says before', async () => {
    await using scope = new AsyncDisposableStack()
    const blocking = `${staging}whenUnsure: block\n`
    const { repo, filesWith } = await releaseRepository(scope, { targets: blocking })
    await run(repo, 'promote')
    const before = await repo.git('rev-parse', 'HEAD')
    await repo.commit('At once', filesWith({ targets: staging, system: 'Answer from the map. Please.' }))
    const checked = await llmops(repo, ['check', '--base', before, '--format', 'markdown'])
    expect(checked.stdout).toContain('**staging: waits** (`whenUnsure: block`) (`whenUnsure` as before')
    const stopped = await run(repo, 'promote')
    expect(fateOf(stopped)).toEqual([4, 'stopped'])
    expect(stopped.report.targets[0]).toMatchObject({ loosened: ['whenUnsure'] })
    expect((await releaseAt(repo)).sequence).toBe(1)
  })
})

test('a target that is turned to another subject is checked as it will be promoted: by the measure of the one before', async () => {
  await using scope = new AsyncDisposableStack()
  const { repo, filesWith } = await releaseRepository(scope)
  await run(repo, 'promote')
  const before = await repo.git('rev-parse', 'HEAD')
  const guessing = String(filesWith({ system: 'Just guess.' })['llmops/answer.yaml'])
  const decoy = 'kind: EvalSuite\nname: fine\nsubject: reply\ndataset: towns\nassert: [{type: regex, value: "."}]\n'
  const reply = guessing.replace('name: answer', 'name: reply').split('---')[0] ?? ''
  await repo.commit('A decoy', {
    'llmops/reply.yaml': `${reply}---\n${decoy}`,
    'llmops/targets.yaml': staging.replace('deploy: answer', 'deploy: reply'),
  })
  const { code, stdout, stderr } = await llmops(repo, ['check', '--base', before, '--format', 'markdown'])
  expect([code, stderr]).toEqual([1, expect.anything()])
  expect(stdout).toContain('`reply` got worse')
  expect(stdout).toContain('A merge promotes nothing.')
  const { report } = await run(repo, 'plan', '--base', before)
  const planned = (report as unknown as { plan: { calls: { suite: string; side: string; measure: string }[] } }).plan
  expect(planned.calls.map(({ suite, side, measure }) => `${suite} ${side} ${measure}`)).toEqual([
    'fine head head',
    'quality base base',
    'quality head base',
  ])
  const promoted = await run(repo, 'promote')
  expect(fateOf(promoted)).toEqual([1, 'stopped'])
  // The new subject, if it is as good, is no first measurement either: it is held against what the target holds.
  const good = reply.replace('Just guess.', 'Answer from the map. Please.')
  await repo.commit('No decoy', { 'llmops/reply.yaml': `${good}---\n${decoy}` })
  const fine = await llmops(repo, ['check', '--base', before, '--format', 'markdown'])
  expect(fine.code).toBe(0)
  expect(fine.stdout).toContain('quality')
})
