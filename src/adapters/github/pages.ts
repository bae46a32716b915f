import { fieldOf } from './json.ts'
import type { Line, Question } from './line.ts'

const perPage = 100
/** More entries than any list has that we ask for; a server that always names a next page comes to an end. */
const mostPages = 1_000

/**
 * All entries of a list, over all its pages. An entry that `read` does not know is left out.
 * @param field of the reply that holds the list; the reply is the list without one
 */
export async function allPages<T>(
  line: Line,
  { route, parameters, permission }: Omit<Question<T>, 'read'>,
  read: (entry: unknown) => T | undefined,
  field?: string,
): Promise<readonly T[]> {
  const entries: T[] = []
  for (let page = 1; page <= mostPages; page++) {
    const { found, hasNext } = await line.ask({
      route,
      permission,
      parameters: { ...parameters, per_page: perPage, page },
      read: ({ data, hasNext }) => {
        const found = field === undefined ? data : fieldOf(data, field)
        return Array.isArray(found) ? { found: found as readonly unknown[], hasNext } : undefined
      },
    })
    for (const entry of found.map(read)) if (entry !== undefined) entries.push(entry)
    if (!hasNext) break
  }
  return entries
}
