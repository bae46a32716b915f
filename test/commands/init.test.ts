import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { init } from '../../src/commands/init.ts'
import { makeRepository } from '../rig/git.ts'

const workflows = ['llmops.yml', 'llmops-promote.yml']

async function written(dir: string): Promise<string> {
  const texts = workflows.map((name) => readFile(join(dir, '.github', 'workflows', name), 'utf8'))
  return (await Promise.all(texts)).join('')
}

describe('the workflows that init leaves name the copy of llmops that it runs from', () => {
  test.each([
    'https://github.com/acme/llmops-core.git',
    'git@github.com:acme/llmops-core',
    'ssh://git@github.com/acme/llmops-core.git',
  ])('by commit, where that is a clone of GitHub: %s', async (address) => {
    await using clone = await makeRepository({ files: { 'action.yml': 'name: LLMOps Core\n' } })
    await clone.git('remote', 'add', 'origin', address)
    await using repo = await makeRepository()
    await init({ dir: repo.dir, program: join(clone.dir, 'dist') })
    const text = await written(repo.dir)
    expect(text.match(/LLMOPS_REPOSITORY: 'acme\/llmops-core'/g)).toHaveLength(2)
    expect(text).toContain(`LLMOPS_COMMIT: '${await clone.git('rev-parse', 'HEAD')}'`)
  })

  test('and leave it open elsewhere: in another host’s clone, in somebody’s own repository, in no repository', async () => {
    await using other = await makeRepository({ files: { 'action.yml': 'name: LLMOps Core\n' } })
    await other.git('remote', 'add', 'origin', 'https://example.com/acme/llmops-core.git')
    await using vendored = await makeRepository({ files: { 'tools/llmops/action.yml': 'name: LLMOps Core\n' } })
    await vendored.git('remote', 'add', 'origin', 'https://github.com/acme/support.git')
    for (const program of [join(other.dir, 'dist'), join(vendored.dir, 'tools', 'llmops', 'dist'), '/nowhere/dist']) {
      await using repo = await makeRepository()
      await init({ dir: repo.dir, program })
      expect((await written(repo.dir)).match(/LLMOPS_REPOSITORY: ''\n {2}LLMOPS_COMMIT: ''/g)).toHaveLength(2)
    }
  })

  test('promotions follow the branch that is checked out where no default is known', async () => {
    await using repo = await makeRepository()
    await repo.git('branch', '-m', 'trunk')
    await init({ dir: repo.dir, program: '/nowhere/dist' })
    expect(await written(repo.dir)).toContain('branches: ["trunk"]')
  })
})
