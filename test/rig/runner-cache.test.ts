import { describe, expect, test } from 'vitest'
import { type CacheMode, type CacheService, startCacheService } from './runner/cache-service.ts'

const mainRef = { ref: 'refs/heads/main', base_ref: '' }
const pullRef = { ref: 'refs/pull/3/merge', base_ref: 'release' }

interface Reply {
  readonly ok?: boolean
  readonly message?: string
  readonly matched_key?: string
  readonly signed_upload_url?: string
  readonly signed_download_url?: string
  readonly msg?: string
}

/** A client of what the real package asks for, one call at a time. */
function client(cache: CacheService, context: Readonly<Record<string, string>>, mode?: CacheMode) {
  const { ACTIONS_RUNTIME_TOKEN: token, ACTIONS_RESULTS_URL: url } = cache.variables(context, mode)
  async function call(method: string, body: object): Promise<Reply & { readonly status: number }> {
    const headers = { authorization: `Bearer ${token}` }
    const service = 'twirp/github.actions.results.api.v1.CacheService'
    const response = await fetch(`${url}${service}/${method}`, { method: 'POST', headers, body: JSON.stringify(body) })
    return { status: response.status, ...((await response.json()) as Reply) }
  }
  async function save(key: string, archive: string, version = 'v') {
    const { signed_upload_url: to } = await call('CreateCacheEntry', { key, version })
    await fetch(to ?? '', { method: 'PUT', body: archive })
    return await call('FinalizeCacheEntryUpload', { key, version, size_bytes: String(archive.length) })
  }
  async function find(key: string, restoreKeys: readonly string[] = [], version = 'v') {
    return await call('GetCacheEntryDownloadURL', { key, version, restore_keys: restoreKeys })
  }
  return { call, save, find }
}

describe('the cache service', () => {
  test('finds the key, then what begins with it, newest first; never another version', async () => {
    await using cache = await startCacheService()
    const main = client(cache, mainRef)
    for (const key of ['a-1', 'a-2', 'b-1', 'a']) await main.save(key, `archive of ${key}`)
    const matched = async (...keys: string[]) => (await main.find(keys[0]!, keys.slice(1))).matched_key
    expect(await matched('a')).toBe('a')
    expect(await matched('a-')).toBe('a-2')
    expect(await matched('c', 'b-', 'a-1')).toBe('b-1')
    expect(await matched('c')).toBeUndefined()
    expect((await main.find('a', [], 'w')).ok).toBe(false)
    const { signed_download_url: from } = await main.find('a-1')
    expect(await (await fetch(from ?? '')).text()).toBe('archive of a-1')
    const part = await fetch(from ?? '', { headers: { range: 'bytes=0-6' } })
    expect([part.status, await part.text()]).toEqual([206, 'archive'])
  })

  test('lets a pull request read its base and the default branch, and write its own ref only', async () => {
    await using cache = await startCacheService()
    const [main, pull] = [client(cache, mainRef), client(cache, pullRef)]
    await main.save('k-main', 'x')
    await client(cache, { ref: 'refs/heads/release', base_ref: '' }).save('k-release', 'x')
    await client(cache, { ref: 'refs/heads/other', base_ref: '' }).save('k-other', 'x')
    expect((await pull.find('k')).matched_key).toBe('k-release')
    await pull.save('k-pull', 'x')
    expect((await pull.find('k')).matched_key).toBe('k-pull')
    expect((await main.find('k')).matched_key).toBe('k-main')
    expect(cache.entries.map(({ scope }) => scope).slice(-1)).toEqual(['refs/pull/3/merge'])
  })

  test('never replaces an entry, and has none before it is complete', async () => {
    await using cache = await startCacheService()
    const main = client(cache, mainRef)
    const { signed_upload_url: to } = await main.call('CreateCacheEntry', { key: 'k', version: 'v' })
    expect((await main.find('k')).ok).toBe(false)
    expect(await main.call('CreateCacheEntry', { key: 'k', version: 'v' })).toMatchObject({ status: 409 })
    await fetch(to ?? '', { method: 'PUT', body: '12345' })
    const finish = (size: number) => main.call('FinalizeCacheEntryUpload', { key: 'k', version: 'v', size_bytes: size })
    expect((await finish(4)).ok).toBe(false)
    expect((await finish(5)).ok).toBe(true)
    expect((await fetch(to ?? '', { method: 'PUT', body: 'other' })).status).toBe(403)
    expect((await client(cache, pullRef).call('CreateCacheEntry', { key: 'k', version: 'v' })).ok).toBe(true)
  })

  test('takes a large archive in blocks, in the order of the list', async () => {
    await using cache = await startCacheService()
    const main = client(cache, mainRef)
    const { signed_upload_url: to } = await main.call('CreateCacheEntry', { key: 'k', version: 'v' })
    const put = (query: string, body: string) => fetch(`${to}&${query}`, { method: 'PUT', body })
    await put('comp=block&blockid=Mg%3D%3D', 'second')
    await put('comp=block&blockid=MQ%3D%3D', 'first,')
    await put('comp=blocklist', '<BlockList><Latest>MQ==</Latest><Latest>Mg==</Latest></BlockList>')
    await main.call('FinalizeCacheEntryUpload', { key: 'k', version: 'v', size_bytes: 12 })
    expect(cache.entries[0]?.archive?.toString()).toBe('first,second')
  })

  test('refuses who may not, in words that the package knows', async () => {
    await using cache = await startCacheService()
    expect(await client(cache, mainRef, 'read').call('CreateCacheEntry', { key: 'k', version: 'v' })).toMatchObject({
      ok: false,
      message: 'cache write denied: the token is read-only',
    })
    expect(await client(cache, mainRef, 'none').find('k')).toMatchObject({
      status: 403,
      msg: 'cache read denied: no readable scopes',
    })
    expect(await client(cache, mainRef, 'write-only').find('k')).toMatchObject({ status: 403 })
    const stranger = await fetch(`${cache.url}twirp/github.actions.results.api.v1.CacheService/CreateCacheEntry`, {
      method: 'POST',
      body: '{}',
    })
    expect(stranger.status).toBe(401)
    expect((await fetch(`${cache.url}account/caches/1?sig=guessed`)).status).toBe(403)
    expect(cache.calls.map(({ what }) => what)).toEqual([
      'CreateCacheEntry',
      'GetCacheEntryDownloadURL',
      'GetCacheEntryDownloadURL',
      'CreateCacheEntry',
      'GET',
    ])
  })
})
