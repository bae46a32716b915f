import type { Comment } from './forge.ts'

/** What to do to the comments of a pull request. A plan is a list of them; a dry run prints it. */
export type CommentStep =
  | { readonly do: 'create'; readonly body: string }
  | { readonly do: 'update'; readonly id: number; readonly body: string }
  | { readonly do: 'delete'; readonly id: number }

/**
 * What has to happen so that one comment of ours with this marker says `body`: the oldest is kept, and rewritten only where
 * it says something else; further ones, which two runs at the same time leave, are deleted.
 * @param own comments of our own identity, oldest first; those that do not begin with the marker are another's business
 * @param body begins with the marker; undefined where there is nothing to say: then nothing happens
 * @param create whether a comment is worth creating where there is none
 */
export function planComment(
  own: readonly Comment[],
  marker: string,
  body: string | undefined,
  { create }: { readonly create: boolean },
): readonly CommentStep[] {
  if (body === undefined) return []
  if (!body.startsWith(marker)) throw new RangeError('a comment of ours begins with its marker')
  const [kept, ...further] = own.filter((comment) => comment.body.startsWith(marker))
  if (kept === undefined) return create ? [{ do: 'create', body }] : []
  const update: readonly CommentStep[] = sameContent(kept.body, body) ? [] : [{ do: 'update', id: kept.id, body }]
  return [...update, ...further.map(({ id }): CommentStep => ({ do: 'delete', id }))]
}

/** Code hosts may change line ends and take white space off the end. */
function sameContent(stored: string, wanted: string): boolean {
  const text = (body: string): string => body.replaceAll('\r\n', '\n').trimEnd()
  return text(stored) === text(wanted)
}
