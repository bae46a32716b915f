import { createRequire } from 'node:module'
import { mkdir, readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeRepository } from '../rig/git.ts'
import { startModelServer } from '../rig/model-server.ts'
import { runCli } from '../rig/run.ts'
import { main } from '../../src/cli/main.ts'

const nunjucks = createRequire(import.meta.url)('nunjucks') as {
  renderString(text: string, view: object): string
  configure(options: { autoescape: boolean }): void
}
nunjucks.configure({ autoescape: false })

const prompts = [
  'Translate into {{ language }}{% if formal %}, formally{% endif %}: {{input}}\n{% for hint in hints %}\n- {{ hint }}\n{% endfor %}',
  'In {{language}}, please: "{{ input | safe }}"',
] as const

const tests = [
  { language: 'French', input: 'Hello "you" & <me>', formal: true, hints: ['like a friend', 'in {one} line'] },
  { language: 'German', input: 'Thanks\nso much', formal: false, hints: [] },
  { language: 'Dutch', input: 'Bye', hints: [] },
]

/** Without a process of its own. */
async function run(args: readonly string[], dir: string) {
  const logged: string[] = []
  const signal = new AbortController().signal
  const log = (line: string) => logged.push(line)
  const { stdout, exitCode } = await main(args, { dir, program: '', env: {}, by: 'a', signal, colours: false, log })
  return { stdout, code: exitCode, stderr: logged.join('\n') }
}

test('what is imported is valid, and asks the model what the original would have asked', async () => {
  await using server = await startModelServer({ answer: () => 'Bonjour' })
  const config = {
    prompts,
    providers: [{ id: 'openai:chat:llama', config: { apiBaseUrl: server.url, temperature: 0 } }],
    defaultTest: { options: { disableVarExpansion: true } },
    tests: tests.map((vars) => ({ vars, assert: [{ type: 'contains', value: 'Bon' }] })),
  }
  await using repo = await makeRepository({ files: { 'promptfooconfig.json': JSON.stringify(config, null, 2) } })
  const imported = await runCli(['import', 'promptfooconfig.json'], { cwd: repo.dir })
  expect(imported).toMatchObject({ code: 0, stderr: '' })
  expect(imported.stdout).toContain('wrote llmops/promptfoo.yaml\n')
  expect(imported.stdout).toContain('✓ 2 Prompts, 1 Dataset and 2 EvalSuites from promptfooconfig.json')

  const valid = await runCli(['validate'], { cwd: repo.dir })
  expect(valid.code).toBe(0)

  await repo.commit('Import')
  const evaluated = await runCli(['eval', '--format', 'json', '--quiet'], { cwd: repo.dir })
  expect(evaluated.stderr).toBe('')
  const asked = server.requests.map(({ body }) => {
    const { messages, model, temperature } = body as { messages: unknown; model: string; temperature: number }
    return JSON.stringify({ messages, model, temperature })
  })
  const original = prompts.flatMap((prompt) =>
    tests.map((vars) => {
      const content = nunjucks.renderString(prompt, vars)
      return JSON.stringify({ messages: [{ role: 'user', content }], model: 'llama', temperature: 0 })
    }),
  )
  expect(asked.toSorted()).toEqual(original.toSorted())
})

test('a second import keeps what is there, an edit is never overwritten, and the exit code says so', async () => {
  const prompt = (text: string) => `name: ask\nmodel: openai/gpt-4.1\nmessages: [{role: user, content: "${text}"}]\n`
  await using repo = await makeRepository({ files: { 'prompts/ask.prompt.yml': prompt('{{question}}') } })
  const again = () => run(['import', 'ask.prompt.yml', '--into', '..'], join(repo.dir, 'prompts'))
  expect(await again()).toMatchObject({ code: 0, stdout: expect.stringContaining('wrote llmops/ask.yaml') })
  expect(await again()).toMatchObject({ code: 0, stdout: expect.stringContaining('kept  llmops/ask.yaml') })

  const edited = `${await readFile(join(repo.dir, 'llmops/ask.yaml'), 'utf8')}# mine\n`
  await repo.write({ 'llmops/ask.yaml': edited })
  const refused = await again()
  expect(refused.code).toBe(2)
  expect(refused.stdout).toContain(
    'error[import-conflict]: a different file is here already; nothing was written\n  --> llmops/ask.yaml',
  )
  expect(refused.stdout).toContain('✗ nothing was written: 1 error, 1 warning')
  expect(await readFile(join(repo.dir, 'llmops/ask.yaml'), 'utf8')).toBe(edited)
})

test('the result as JSON names sources, files and findings with their places', async () => {
  await using repo = await makeRepository({
    files: { 'a.prompt': '---\nmodel: gemini-2.5-flash\n---\n{{> other}}Hi {{name}}\n' },
  })
  const { code, stdout } = await run(['import', 'a.prompt', '--format', 'json'], repo.dir)
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    command: 'import',
    sources: [{ file: 'a.prompt', format: 'dotprompt', resources: [{ kind: 'Prompt', name: 'a' }] }],
    files: [
      { path: 'llmops.yaml', action: 'written' },
      { path: 'llmops/a.yaml', action: 'written' },
    ],
    diagnostics: [{ code: 'import-template', severity: 'warning', file: 'a.prompt', line: 4, column: 1 }],
  })
})

test.each([
  [['import'], /which file\? llmops import FILE/],
  [['import', 'a.prompt', '--into', '../..'], /leads out of the repository/],
  [['import', 'a.prompt', '--format', 'xml'], /no format 'xml' for import/],
])('%j is wrong usage', async (args, message) => {
  await using repo = await makeRepository({ files: { 'a.prompt': 'Hi' } })
  const { code, stderr } = await run(args, repo.dir)
  expect([code, stderr]).toEqual([64, expect.stringMatching(message)])
})

test('links are neither read nor written through', async () => {
  const config = 'prompts: [file://link.txt, "{{a}}"]\nproviders: [openai:gpt-4.1]\n'
  await using repo = await makeRepository({ files: { 'promptfooconfig.yaml': config, 'secret.txt': 'secret' } })
  await symlink('secret.txt', join(repo.dir, 'link.txt'))
  const read = await run(['import', 'promptfooconfig.yaml'], repo.dir)
  expect(read.stdout).toContain(
    'warning[not-a-file]: this is a symbolic link, not a file\n  --> promptfooconfig.yaml:1:11',
  )
  expect(await readFile(join(repo.dir, 'llmops/promptfoo.yaml'), 'utf8')).not.toContain('secret')

  await using other = await makeRepository({ files: { 'promptfooconfig.yaml': config } })
  await mkdir(join(other.dir, 'elsewhere'))
  await symlink('elsewhere', join(other.dir, 'llmops'))
  const written = await run(['import', 'promptfooconfig.yaml'], other.dir)
  expect([written.code, written.stderr]).toEqual([64, expect.stringContaining('llmops is no folder')])
})
