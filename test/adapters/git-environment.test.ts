import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { resolveCommit } from '../../src/adapters/git/commits.ts'
import { CommitSnapshot } from '../../src/adapters/git/commit-snapshot.ts'
import { gitEnvironment } from '../../src/adapters/git/environment.ts'
import { tryGit } from '../../src/adapters/git/objects.ts'
import { openRepository } from '../../src/adapters/git/repository.ts'
import { makeRepository } from '../rig/git.ts'

afterEach(() => vi.unstubAllEnvs())

describe('what the environment says of a repository', () => {
  test('changes nothing about which repository, objects, index and refs are read', async () => {
    await using repo = await makeRepository({ files: { 'a.txt': 'ours' } })
    await using other = await makeRepository({ files: { 'a.txt': 'theirs' } })
    const commit = await repo.git('rev-parse', 'HEAD')
    const theirs = await other.git('rev-parse', 'HEAD')
    const redirected = {
      GIT_DIR: join(other.dir, '.git'),
      GIT_COMMON_DIR: join(other.dir, '.git'),
      GIT_WORK_TREE: other.dir,
      GIT_INDEX_FILE: join(other.dir, '.git', 'index'),
      GIT_OBJECT_DIRECTORY: join(other.dir, '.git', 'objects'),
      GIT_ALTERNATE_OBJECT_DIRECTORIES: join(other.dir, '.git', 'objects'),
      GIT_NAMESPACE: 'elsewhere',
      GIT_SHALLOW_FILE: '/nonexistent',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.worktree',
      GIT_CONFIG_VALUE_0: other.dir,
      GIT_CONFIG_PARAMETERS: `'core.worktree=${other.dir}'`,
    }
    for (const [name, value] of Object.entries(redirected)) vi.stubEnv(name, value)
    const repository = await openRepository(repo.dir)
    expect(await resolveCommit(repository, 'HEAD')).toBe(commit)
    await using snapshot = new CommitSnapshot(repository, commit)
    expect(new TextDecoder().decode(await snapshot.read('a.txt'))).toBe('ours')
    expect((await tryGit(repository, ['cat-file', '-e', theirs])).code).not.toBe(0)
  })

  test('goes on saying how a remote is reached: ssh, askpass, proxies, certificates, and credentials by configuration', () => {
    const reaching = {
      GIT_SSH_COMMAND: 'ssh -i key',
      GIT_SSH: '/usr/bin/ssh',
      GIT_ASKPASS: '/bin/askpass',
      GIT_SSL_CAINFO: '/ca.pem',
      GIT_CONFIG_GLOBAL: '/home/me/.gitconfig',
      SSH_AUTH_SOCK: '/tmp/agent',
      HTTPS_PROXY: 'http://proxy',
    }
    expect(gitEnvironment(reaching)).toMatchObject(reaching)
    const outside = { GIT_CONFIG_COUNT: '2', ...entry(0, 'core.worktree', '/x'), ...entry(1, 'url.a.insteadOf', 'b') }
    expect(gitEnvironment(outside)).toMatchObject({ GIT_CONFIG_COUNT: '1', ...entry(0, 'url.a.insteadOf', 'b') })
    expect(gitEnvironment(outside)).not.toHaveProperty('GIT_CONFIG_KEY_1')
  })

  test('is not believed where it is broken', () => {
    expect(gitEnvironment({ GIT_CONFIG_COUNT: '3', GIT_CONFIG_KEY_0: 'http.proxy' })).toMatchObject({
      GIT_CONFIG_COUNT: '0',
    })
    expect(gitEnvironment({ GIT_CONFIG_COUNT: 'many' })).toMatchObject({ GIT_CONFIG_COUNT: '0' })
  })
})

test('the configuration of a repository reaches every Git child of it, and nothing else', async () => {
  await using repo = await makeRepository()
  await using server = await headerServer()
  const config = new Map([[`http.${server.origin}/.extraheader`, 'Authorization: basic c2VjcmV0']])
  vi.stubEnv('GIT_CONFIG_COUNT', '1')
  vi.stubEnv('GIT_CONFIG_KEY_0', 'http.userAgent')
  vi.stubEnv('GIT_CONFIG_VALUE_0', 'outside')
  const repository = await openRepository(repo.dir, { config })
  await tryGit(repository, ['ls-remote', `${server.origin}/a.git`])
  await tryGit(await openRepository(repo.dir), ['ls-remote', `${server.origin}/a.git`])
  expect(server.seen).toEqual([
    ['basic c2VjcmV0', 'outside'],
    [undefined, 'outside'],
  ])
  expect(await repo.git('config', '--list', '--local')).not.toContain('extraheader')
})

function entry(index: number, key: string, value: string): Record<string, string> {
  return { [`GIT_CONFIG_KEY_${index}`]: key, [`GIT_CONFIG_VALUE_${index}`]: value }
}

/** Notes who asks as whom, and has nothing. */
async function headerServer(): Promise<AsyncDisposable & { origin: string; seen: (string | undefined)[][] }> {
  const seen: (string | undefined)[][] = []
  const server = createServer((request, response) => {
    seen.push([request.headers.authorization, request.headers['user-agent']])
    response.writeHead(404).end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    seen,
    [Symbol.asyncDispose]: async () => void (await new Promise((closed) => server.close(closed))),
  }
}
