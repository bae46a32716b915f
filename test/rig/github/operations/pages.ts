import type { Call, Reply } from './operation.ts'

const largestPage = 100

export interface Page<T> {
  readonly items: readonly T[]
  readonly headers: Readonly<Record<string, string>>
}

/** The part of a list that was asked for, 30 where nothing was and never more than 100, and the `Link`s to the rest. */
export function pageOf<T>({ parameters, url }: Call, items: readonly T[]): Page<T> {
  const size = Math.min(largestPage, Math.max(1, Number(parameters['per_page'] ?? 30)))
  const page = Math.max(1, Number(parameters['page'] ?? 1))
  const last = Math.max(1, Math.ceil(items.length / size))
  const links = Object.entries({
    prev: page > 1 ? page - 1 : undefined,
    next: page < last ? page + 1 : undefined,
    last: page < last ? last : undefined,
    first: page > 1 ? 1 : undefined,
  }).flatMap(([name, number]) => (number === undefined ? [] : [`<${pageUrl(url, number)}>; rel="${name}"`]))
  return {
    items: items.slice((page - 1) * size, page * size),
    headers: links.length === 0 ? {} : { link: links.join(', ') },
  }
}

/** A list that is the whole body. */
export function listReply<T>(call: Call, items: readonly T[], shape: (item: T) => object): Reply {
  const page = pageOf(call, items)
  return { status: 200, body: page.items.map(shape), headers: page.headers }
}

/** A list under a name beside `total_count`. */
export function countedReply<T>(call: Call, name: string, items: readonly T[], shape: (item: T) => object): Reply {
  const page = pageOf(call, items)
  return { status: 200, body: { total_count: items.length, [name]: page.items.map(shape) }, headers: page.headers }
}

function pageUrl(url: URL, page: number): string {
  const other = new URL(url)
  other.searchParams.set('page', String(page))
  return other.href
}
