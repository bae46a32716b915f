import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { type BlobReply, blobsOf } from './cache-blobs.ts'
import { cacheEntries, type CacheEntry, type CacheScope } from './cache-entries.ts'
import type { GitHubContext } from './job.ts'

export type CacheMode = 'none' | 'read' | 'write' | 'write-only'

/** What is wrong with the service from now on. */
export type CacheFault =
  /** Every call gets a 503. The client tries five times in some thirty seconds. */
  | { readonly kind: 'unavailable' }
  /** Every connection is reset. */
  | { readonly kind: 'reset' }
  /** Every answer takes so long, in ms. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** A download is cut in half, or is no archive at all. */
  | { readonly kind: 'corrupt'; readonly as: 'half' | 'noise' }
  /** Uploads fail, the rest works. */
  | { readonly kind: 'storage full' }
  /** Tokens may only read, although their jobs were told that they may write. */
  | { readonly kind: 'read-only token' }

/** A call that the service got. */
export interface CacheCall {
  /** `CreateCacheEntry`, `FinalizeCacheEntryUpload`, `GetCacheEntryDownloadURL`, `PUT`, `GET`. */
  readonly what: string
  readonly key: string | undefined
}

export interface CacheService extends AsyncDisposable {
  readonly url: string
  /** Complete caches, oldest first. */
  readonly entries: readonly CacheEntry[]
  readonly calls: readonly CacheCall[]
  /** `undefined` heals it. */
  setFault(fault: CacheFault | undefined): void
  /**
   * The variables of a job by which `@actions/cache` finds the service. The token lets it read the caches of its own ref,
   * of its base and of the default branch, and write those of its own ref only. A token without write access, or a mode
   * without, is refused by the service, too, whatever the client does.
   */
  variables(context: GitHubContext, mode?: CacheMode): Record<string, string>
}

const service = '/twirp/github.actions.results.api.v1.CacheService/'

/**
 * GitHub's cache service, version 2, on the loopback, for the real `@actions/cache`: Twirp calls for entries and an Azure
 * blob store for archives. Version 2 is used only where GITHUB_SERVER_URL is github.com, `*.ghe.com` or `*.localhost`
 * (else the client takes the host for an Enterprise Server); `JobOptions.serverUrl` sees to that.
 */
export async function startCacheService(options: { readonly defaultBranch?: string } = {}): Promise<CacheService> {
  const entries = cacheEntries()
  const blobs = blobsOf(entries)
  const tokens = new Map<string, readonly CacheScope[]>()
  const calls: CacheCall[] = []
  let fault: CacheFault | undefined

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (request.socket.destroyed) return // the client went away
      response.destroy()
      throw error
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request)
    if (fault?.kind === 'reset') return void request.socket.resetAndDestroy()
    if (fault?.kind === 'slow') await sleep(fault.ms)
    const target = new URL(request.url ?? '/', url)
    const reply = target.pathname.startsWith(service)
      ? twirp(target.pathname.slice(service.length), request.headers.authorization, body)
      : blob(request, target, body)
    response.writeHead(reply.status, reply.headers).end(reply.body)
  }

  function twirp(method: string, authorization: string | undefined, body: Buffer): BlobReply {
    const asked = JSON.parse(body.toString()) as CacheRequest
    calls.push({ what: method, key: asked.key })
    if (fault?.kind === 'unavailable') return trouble(503, 'unavailable', 'the service is not available')
    const scopes = tokens.get(authorization?.replace('Bearer ', '') ?? '')
    if (scopes === undefined) return trouble(401, 'unauthenticated', 'no such token')
    const run = methods[method]
    return run === undefined ? trouble(404, 'bad_route', `no method ${method}`) : run(asked, scopes)
  }

  const methods: Readonly<Record<string, (asked: CacheRequest, scopes: readonly CacheScope[]) => BlobReply>> = {
    CreateCacheEntry({ key, version }, scopes) {
      const scope = fault?.kind === 'read-only token' ? undefined : scopes.find(({ write }) => write)
      if (scope === undefined) return json({ ok: false, message: 'cache write denied: the token is read-only' })
      const entry = entries.reserve(scope.ref, key, version)
      if (entry === undefined)
        return trouble(409, 'already_exists', 'cache entry with the same key, version, and scope already exists')
      return json({ ok: true, signed_upload_url: blobUrl(entry) })
    },
    FinalizeCacheEntryUpload({ key, version, size_bytes }, scopes) {
      const scope = scopes.find(({ write }) => write)?.ref ?? ''
      const entry = entries.finish(scope, key, version, Number(size_bytes ?? 0))
      return entry === undefined ? json({ ok: false }) : json({ ok: true, entry_id: String(entry.id) })
    },
    GetCacheEntryDownloadURL({ key, version, restore_keys }, scopes) {
      const readable = scopes.filter(({ read }) => read).map(({ ref }) => ref)
      if (readable.length === 0) return trouble(403, 'permission_denied', 'cache read denied: no readable scopes')
      const entry = entries.find(readable, [key, ...(restore_keys ?? [])], version)
      if (entry === undefined) return json({ ok: false })
      return json({ ok: true, signed_download_url: blobUrl(entry), matched_key: entry.key })
    },
  }

  function blob(request: IncomingMessage, target: URL, body: Buffer): BlobReply {
    const id = Number(target.pathname.split('/').at(-1))
    calls.push({ what: request.method ?? '', key: undefined })
    if (target.searchParams.get('sig') !== `signature${id}`) return { status: 403, body: 'the signature is wrong' }
    if (request.method !== 'PUT') return spoilt(blobs.get(id, request.headers.range), fault)
    return fault?.kind === 'storage full' ? { status: 403, body: 'full' } : blobs.put(id, target.searchParams, body)
  }

  function blobUrl({ id }: CacheEntry): string {
    return `${url}account/caches/${id}?sig=signature${id}`
  }

  return {
    url,
    get entries() {
      return entries.complete
    },
    calls,
    setFault: (next) => void (fault = next),
    variables(context, mode = 'write') {
      const token = `cache-token-${tokens.size + 1}-${Math.random().toString(36).slice(2)}`
      tokens.set(token, scopesOf(context, mode, options.defaultBranch ?? 'main'))
      return {
        ACTIONS_RUNTIME_TOKEN: token,
        ACTIONS_RUNTIME_URL: url,
        ACTIONS_RESULTS_URL: url,
        ACTIONS_CACHE_SERVICE_V2: 'True',
        ACTIONS_CACHE_MODE: mode,
      }
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

interface CacheRequest {
  readonly key: string
  readonly version: string
  readonly restore_keys?: readonly string[]
  readonly size_bytes?: string
}

/** Its own ref first: that is searched first, and is all that it may write. */
function scopesOf(context: GitHubContext, mode: CacheMode, defaultBranch: string): readonly CacheScope[] {
  const base = context['base_ref'] ?? ''
  const refs = [context['ref'] ?? '', ...(base === '' ? [] : [`refs/heads/${base}`]), `refs/heads/${defaultBranch}`]
  const read = mode === 'read' || mode === 'write'
  const write = mode === 'write' || mode === 'write-only'
  return [...new Set(refs)].map((ref, index) => ({ ref, read, write: write && index === 0 }))
}

function spoilt(reply: BlobReply, fault: CacheFault | undefined): BlobReply {
  if (fault?.kind !== 'corrupt' || !Buffer.isBuffer(reply.body)) return reply
  const half = reply.body.subarray(0, Math.floor(reply.body.length / 2))
  return { ...reply, body: fault.as === 'half' ? half : Buffer.alloc(half.length, 'noise') }
}

function json(body: object): BlobReply {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

function trouble(status: number, code: string, msg: string): BlobReply {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code, msg }) }
}
