import { execFileSync } from 'node:child_process'
import { symlink, truncate, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeRepository, type Repository } from '../rig/git.ts'
import { type Finished, runCli } from '../rig/run.ts'
import { commandsIn } from '../rig/runner/command.ts'
import { expectedFindings, hostileFiles } from './files.ts'

interface Found {
  readonly file: string
  readonly code: string
  readonly line: number
  readonly column: number
}

/** Little memory and half a minute: a reader that takes in what it should not dies of it. */
const bounds = { env: { NODE_OPTIONS: '--max-old-space-size=300' }, timeoutMs: 30_000 }

async function validate(dir: string, ...args: readonly string[]): Promise<Finished> {
  const finished = await runCli(['validate', ...args], { cwd: dir, ...bounds })
  expect(commandsIn(finished.stdout)).toEqual([])
  expect(commandsIn(finished.stderr)).toEqual([])
  return finished
}

async function findings(dir: string, ...args: readonly string[]): Promise<readonly Found[]> {
  const { code, stdout, stderr } = await validate(dir, '--format', 'json', ...args)
  expect(code, stderr).toBe(2)
  expect(stderr).toBe('')
  return (JSON.parse(stdout) as { diagnostics: Found[] }).diagnostics
}

async function hostileRepository(): Promise<Repository> {
  const repository = await makeRepository({ files: hostileFiles })
  await symlink('/etc/passwd', join(repository.dir, 'llmops/link.yaml'))
  await symlink('/etc/passwd', join(repository.dir, 'llmops/link.md'))
  await symlink('/etc', join(repository.dir, 'llmops/folder'))
  await writeFile(join(repository.dir, 'llmops/huge.md'), '')
  await truncate(join(repository.dir, 'llmops/huge.md'), 200 * 1024 * 1024)
  await repository.commit('Links, and a file of 200 MB')
  return repository
}

describe('a repository of hostile files', () => {
  let repository: Repository
  beforeAll(async () => {
    repository = await hostileRepository()
  })
  afterAll(() => repository[Symbol.asyncDispose]())

  test('is told of each at its place, in one run, the same for the work tree and for Git objects', async () => {
    const found = await findings(repository.dir)
    expect(found.map(({ file, code }) => `${file}: ${code}`)).toEqual(expect.arrayContaining([...expectedFindings]))
    for (const { line, column } of found) expect(Math.min(line, column)).toBeGreaterThan(0)
    expect(found.filter(({ file }) => file === 'llmops.yaml')).toEqual([])
    expect(await findings(repository.dir, '--head', 'HEAD')).toEqual(found)
  })

  test.each(['text', 'sarif'])('puts no line of theirs at the start of a line of ours, as %s', async (format) => {
    const { code, stdout } = await validate(repository.dir, '--format', format)
    expect(code).toBe(2)
    for (const harm of ['root:x:0', '\u001b', '\r']) expect(stdout).not.toContain(harm)
    expect(stdout.length).toBeGreaterThan(1_000)
  })
})

describe('a special file in the place of a text', () => {
  const project = 'apiVersion: llmops/v1\nkind: Project\nname: p\n'
  const prompt = 'kind: Prompt\nname: answer\nmodel: openai/gpt-5-mini\nuser: {file: text.md}\n'

  test('a named pipe is neither read nor waited for', async () => {
    await using repository = await makeRepository({
      files: { 'llmops.yaml': project, 'llmops/a.yaml': prompt, 'llmops/text.md': 'x', 'llmops/b.yaml': 'kind: x\n' },
    })
    await repository.write({ 'llmops/text.md': null, 'llmops/b.yaml': null })
    execFileSync('mkfifo', [join(repository.dir, 'llmops/text.md'), join(repository.dir, 'llmops/b.yaml')])
    expect(await findings(repository.dir)).toMatchObject([
      { file: 'llmops/a.yaml', code: 'not-a-file', line: 4 },
      { file: 'llmops/b.yaml', code: 'not-a-file' },
    ])
  })

  test('a socket is not opened', async () => {
    await using repository = await makeRepository({
      files: { 'llmops.yaml': project, 'llmops/a.yaml': prompt, 'llmops/text.md': 'x' },
    })
    await repository.write({ 'llmops/text.md': null })
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(join(repository.dir, 'llmops/text.md'), resolve))
    try {
      expect(await findings(repository.dir)).toMatchObject([{ file: 'llmops/a.yaml', code: 'not-a-file', line: 4 }])
    } finally {
      server.close()
    }
  })

  test('a folder, and a repository inside, are not taken for the file', async () => {
    await using repository = await makeRepository({
      files: { 'llmops.yaml': project, 'llmops/a.yaml': prompt, 'llmops/text.md/b': 'x' },
    })
    await using inner = await makeRepository({ files: { 'text.md': 'x' } })
    execFileSync('git', ['-C', repository.dir, 'clone', '--quiet', inner.dir, 'llmops/inner'])
    await repository.git('-c', 'advice.addEmbeddedRepo=false', 'add', '.')
    const found = await findings(repository.dir)
    expect(found.map(({ file, code }) => [file, code])).toEqual([
      ['llmops/a.yaml', 'not-a-file'],
      ['llmops/inner', 'not-a-file'],
    ])
  })
})
