import type { CommentText } from './comment.ts'
import { markdownFence } from './escape-markdown.ts'
import { markdownDocument, part } from './markdown/document.ts'
import { titleOf } from './markdown/title.ts'
import { name } from './phrase.ts'
import { cut } from './untrusted.ts'

/** A run that ended without a result. */
export interface Unfinished {
  /** First line of its comment. */
  readonly marker: string
  /** Of its project, from the root of the repository, `''` at the root. */
  readonly folder: string
  /** The commit that it looked at; a full id. */
  readonly commit: string
  /** Why, in one or several lines, whoever wrote them. */
  readonly why: string
  /** Address of the run. */
  readonly url: string | undefined
}

/** What a pull request is told instead of a result: that there is none, so that nobody takes an earlier one for it. */
export function noResultComment({ marker, folder, commit, why, url }: Unfinished): CommentText {
  const top = titleOf('incomplete', folder, ['no result for this commit'])
  const reason = markdownFence(cut(why, 4_000).split('\n'), '')
  const sections = [() => part(`Nothing was found out, so nothing is said about it.\n\n${reason}`)]
  const footer = [[name(commit.slice(0, 7))]]
  return { marker, create: true, body: markdownDocument({ top, sections, footer }, { marker, reportUrl: url }) }
}
