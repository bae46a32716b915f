import type { CacheEntries } from './cache-entries.ts'

export interface BlobReply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

/** The part of Azure's blob storage that the cache client uses: a blob in one piece, in blocks, and as a download. */
export interface Blobs {
  put(id: number, query: URLSearchParams, body: Buffer): BlobReply
  get(id: number, range: string | undefined): BlobReply
}

const created: BlobReply = {
  status: 201,
  headers: { etag: '"0x8D"', 'last-modified': 'Mon, 05 Jan 2026 09:00:00 GMT', 'x-ms-request-id': 'rig' },
}

export function blobsOf(entries: CacheEntries): Blobs {
  const blocks = new Map<string, Buffer>()
  return {
    put(id, query, body) {
      const comp = query.get('comp')
      if (comp === 'block') {
        blocks.set(`${id} ${query.get('blockid')}`, body)
        return created
      }
      const whole = comp === 'blocklist' ? joined(id, body.toString(), blocks) : body
      return entries.upload(id, whole) ? created : { status: 403, body: 'no upload is expected here' }
    },
    get(id, range) {
      const archive = entries.archiveOf(id)
      if (archive === undefined) return { status: 404, body: 'no such blob' }
      const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? []
      if (start === undefined || end === undefined) return { status: 200, body: archive }
      const headers = { 'content-range': `bytes ${start}-${end}/${archive.length}` }
      return { status: 206, headers, body: archive.subarray(Number(start), Number(end) + 1) }
    },
  }
}

/** The blocks that a list names, in its order. */
function joined(id: number, list: string, blocks: ReadonlyMap<string, Buffer>): Buffer {
  const names = [...list.matchAll(/<(?:Latest|Uncommitted)>([^<]*)</g)].map(([, name]) => name)
  return Buffer.concat(names.map((name) => blocks.get(`${id} ${name}`) ?? Buffer.alloc(0)))
}
