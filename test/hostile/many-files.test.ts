import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeRepository } from '../rig/git.ts'
import { runCli } from '../rig/run.ts'

const project = 'apiVersion: llmops/v1\nkind: Project\nname: many\n'
const many = 100_000
const bounds = { env: { NODE_OPTIONS: '--max-old-space-size=300' }, timeoutMs: 30_000 }

test('a project of 100,000 YAML files in the work tree is refused before any is read', async () => {
  await using repository = await makeRepository({ files: { 'llmops.yaml': project } })
  mkdirSync(join(repository.dir, 'llmops'))
  for (let index = 0; index < many; index++) writeFileSync(join(repository.dir, `llmops/f${index}.yaml`), '')
  const { code, stdout } = await runCli(['validate'], { cwd: repository.dir, ...bounds })
  expect(code).toBe(2)
  expect(stdout).toContain('error[too-many-files]: the project has 100001 YAML files')
})

test('a project of 100,000 YAML files in Git objects is refused, too; as many beside a project are none of its business', async () => {
  await using repository = await makeRepository({ files: { 'llmops.yaml': project } })
  const git = (input: string, ...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: repository.dir, input, encoding: 'utf8' }).trim()
  const blob = git('kind: [\n', 'hash-object', '-w', '--stdin')
  const names = Array.from({ length: many }, (_, index) => `100644 blob ${blob}\tf${index}.yaml\n`)
  const folder = git(names.join(''), 'mktree')
  const root = await repository.git('rev-parse', 'HEAD:llmops.yaml')
  const commitWith = (name: string): Promise<string> => {
    const tree = git(`100644 blob ${root}\tllmops.yaml\n040000 tree ${folder}\t${name}\n`, 'mktree')
    return repository.git('commit-tree', tree, '-m', name)
  }

  const inside = await runCli(['validate', '--head', await commitWith('llmops')], { cwd: repository.dir, ...bounds })
  expect(inside.code).toBe(2)
  expect(inside.stdout).toContain('error[too-many-files]: the project has 100001 YAML files')

  const beside = await runCli(['validate', '--head', await commitWith('other')], { cwd: repository.dir, ...bounds })
  expect([beside.code, beside.stderr]).toEqual([0, ''])
})
