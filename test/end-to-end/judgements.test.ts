import { expect, test } from 'vitest'
import { makeRepository } from '../rig/git.ts'
import { runCli } from '../rig/run.ts'

const project = (rules: string): string =>
  `apiVersion: llmops/v1\nkind: Project\nname: p\nrules: {unused-resource: off, unused-input: ${rules}}\n---\n`
const prompt = (input: string): string =>
  `kind: Prompt\nname: answer\nmodel: openai/gpt-5-mini\ninput: ${input}\nuser: "{{question}}"\n`

test('what the policy of base makes an error, a change can neither switch off nor ignore', async () => {
  await using repository = await makeRepository({ files: { 'llmops.yaml': project('error') + prompt('[question]') } })
  await repository.branch('change')
  const excused = '[question, language] # llmops-ignore unused-input: needed soon'
  await repository.commit('Excuse it', { 'llmops.yaml': project('off') + prompt(excused) })

  const alone = await runCli(['validate'], { cwd: repository.dir })
  expect([alone.code, alone.stderr]).toEqual([0, ''])

  const { code, stdout } = await runCli(['plan', '--base', 'main', '--head', 'change', '--format', 'json'], {
    cwd: repository.dir,
  })
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { severity: string; code: string; line: number }[] }
  expect(code).toBe(2)
  expect(diagnostics.map((one) => [one.severity, one.code, one.line])).toEqual([
    ['error', 'unused-input', 9],
    ['error', 'bad-ignore', 9],
  ])
})
