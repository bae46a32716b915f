import { execFileSync } from 'node:child_process'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeRepository } from '../rig/git.ts'
import { runCli, runNode } from '../rig/run.ts'
import { temporaryDirectory } from '../rig/temp.ts'

const dist = join(import.meta.dirname, '..', '..', 'dist')

describe('the command line', () => {
  test('without arguments shows the commands; every command explains itself', async () => {
    const { code, stdout, stderr } = await runCli([])
    expect([code, stderr]).toEqual([0, ''])
    const names = [...stdout.matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map(([, name]) => name ?? '')
    expect(names).toEqual(expect.arrayContaining(['init', 'validate', 'plan', 'eval', 'check']))
    for (const name of names) {
      const help = await runCli([name, '--help'])
      expect(help.code).toBe(0)
      expect(help.stdout).toMatch(new RegExp(`^llmops ${name}: `))
      expect(help.stdout).toContain('Exit codes:')
    }
  })

  test.each([
    [['chekc'], /unknown command 'chekc'; did you mean 'check'\?/],
    [['check', '--formt', 'json'], /unknown option '--formt' of llmops check; did you mean '--format'\?/],
    [['check', '--format', 'jsn'], /no format 'jsn' for check; did you mean 'json'\?/],
    [['check', '--base'], /'--base' needs a value: --base REF/],
    [['check', '--fresh=yes'], /'--fresh' takes no value/],
    [['check', 'main'], /takes no argument 'main'/],
  ])('%j is wrong usage: exit 64, nothing on stdout', async (args, message) => {
    const { code, stdout, stderr } = await runCli(args)
    expect([code, stdout]).toEqual([64, ''])
    expect(stderr).toMatch(message)
  })

  test('outside a repository, and in one without a project, it says what to do: exit 64', async () => {
    await using folder = await temporaryDirectory()
    expect(await runCli(['check'], { cwd: folder.path })).toMatchObject({
      code: 64,
      stdout: '',
      stderr: expect.stringContaining("run 'git init' first"),
    })
    await using repo = await makeRepository({ files: { 'README.md': '' } })
    expect(await runCli(['check'], { cwd: repo.dir })).toMatchObject({
      code: 64,
      stderr: expect.stringContaining("'llmops init' makes one"),
    })
    expect(await runCli(['check', '--base', 'nope'], { cwd: repo.dir })).toMatchObject({
      code: 64,
      stderr: expect.stringContaining("no commit 'nope'"),
    })
  })

  test('several projects in one repository are told apart', async () => {
    const project = (name: string) => `apiVersion: llmops/v1\nkind: Project\nname: ${name}\n`
    await using repo = await makeRepository({
      files: { 'a/llmops.yaml': project('first'), 'b/llmops.yaml': project('second'), 'b/deep/x': '' },
    })
    expect(await runCli(['validate'], { cwd: repo.dir })).toMatchObject({
      code: 64,
      stderr: expect.stringMatching(/several projects here \(a, b\)/),
    })
    expect((await runCli(['validate', '--project', 'a'], { cwd: repo.dir })).stdout).toContain('first')
    expect((await runCli(['validate'], { cwd: join(repo.dir, 'b/deep') })).stdout).toContain('second')
    expect(await runCli(['validate', '--project', '../..'], { cwd: repo.dir })).toMatchObject({ code: 64 })
  })
})

describe('init', () => {
  test('in an empty repository leaves a project that passes check at once, without a key', async () => {
    await using folder = await temporaryDirectory('fresh')
    execFileSync('git', ['init', '--quiet', folder.path])
    const init = await runCli(['init'], { cwd: folder.path })
    expect(init.code).toBe(0)
    expect(init.stdout).toContain('wrote llmops.yaml')
    expect((await runCli(['validate'], { cwd: folder.path })).code).toBe(0)
    const check = await runCli(['check'], { cwd: folder.path })
    expect(check.code).toBe(0)
    expect(check.stdout).toContain('first measurement')
    const again = await runCli(['init'], { cwd: folder.path })
    expect(again).toMatchObject({ code: 64, stderr: expect.stringContaining('already') })
  })

  test('overwrites nothing', async () => {
    await using repo = await makeRepository({ files: { '.github/workflows/llmops.yml': 'mine\n' } })
    const { stdout } = await runCli(['init'], { cwd: repo.dir })
    expect(stdout).toContain('kept  .github/workflows/llmops.yml')
    expect(await repo.git('diff', '--name-only')).toBe('')
  })

  test('after an edit, what is missing is named: the key, and exit 3', async () => {
    await using repo = await makeRepository()
    await runCli(['init'], { cwd: repo.dir })
    await repo.commit('Adopt')
    await repo.git('checkout', '-q', '-b', 'edit')
    await repo.write({
      'llmops.yaml': (await repo.git('show', 'HEAD:llmops.yaml')).replace('one sentence', 'two sentences'),
    })
    const { code, stdout } = await runCli(['check'], { cwd: repo.dir })
    expect(code).toBe(3)
    expect(stdout).toContain('OPENAI_API_KEY')
  })
})

describe('results', () => {
  test('the result goes to stdout in the chosen form, progress to stderr; JSON is one line', async () => {
    await using repo = await makeRepository()
    await runCli(['init'], { cwd: repo.dir })
    for (const command of ['validate', 'plan', 'eval', 'check']) {
      const { code, stdout } = await runCli([command, '--format', 'json'], { cwd: repo.dir })
      expect([command, code]).toEqual([command, 0])
      expect(stdout.trimEnd()).not.toContain('\n')
      expect(JSON.parse(stdout)).toMatchObject({ version: 1, command, exitCode: 0 })
    }
    const check = await runCli(['check'], { cwd: repo.dir })
    expect(check.stderr).toBe('smoke: 1 call, 0 to ask, 1 remembered\n')
    expect((await runCli(['check', '--quiet'], { cwd: repo.dir })).stderr).toBe('')
  })

  test('plan calls no model and leaves nothing behind', async () => {
    await using repo = await makeRepository()
    await runCli(['init'], { cwd: repo.dir })
    await repo.commit('Adopt')
    expect((await runCli(['plan'], { cwd: repo.dir })).code).toBe(0)
    expect(await repo.git('status', '--short', '--ignored')).toBe('')
  })

  test('eval keeps its answers in Git where asked to, in bytes that do not change', async () => {
    await using repo = await makeRepository()
    await runCli(['init'], { cwd: repo.dir })
    await repo.commit('Adopt')
    expect((await runCli(['eval', '--record'], { cwd: repo.dir })).stderr).toContain(
      'llmops/recorded/smoke.jsonl: 1 answer',
    )
    const first = await repo.git('hash-object', 'llmops/recorded/smoke.jsonl')
    await runCli(['eval', '--record'], { cwd: repo.dir })
    expect(await repo.git('hash-object', 'llmops/recorded/smoke.jsonl')).toBe(first)
  })
})

describe('dist/', () => {
  test('runs alone, from a folder without node_modules', async () => {
    await using folder = await temporaryDirectory()
    await cp(dist, folder.path, { recursive: true, filter: (path) => !path.includes(join('dist', 'promptfoo', '')) })
    await using repo = await makeRepository()
    const cli = join(folder.path, 'cli.js')
    expect((await runNode(cli, ['init'], { cwd: repo.dir })).code).toBe(0)
    const { code, stdout } = await runNode(cli, ['check'], { cwd: repo.dir })
    expect(code).toBe(0)
    expect(stdout).toContain('first measurement')
  })
})
