import type { CommentText } from './comment.ts'
import type { Mark } from './mark.ts'
import { markdownDocument, part } from './markdown/document.ts'
import { titleOf } from './markdown/title.ts'
import { markdownPhrase, name } from './phrase.ts'
import type { Phrase } from './phrase.ts'
import { shortCommit } from './words/digest.ts'

/** A project of the repository that a check has not looked at. */
export interface OtherProject {
  /** First line of its comment. */
  readonly marker: string
  /** From the root of the repository, `''` at the root. */
  readonly folder: string
  /** The commit that was checked; a full id. */
  readonly commit: string
  /** Address of the run. */
  readonly url: string | undefined
}

/** What takes the place of an earlier comment once the change has nothing to do with the project any more. */
export function untouchedComment(project: OtherProject): CommentText {
  const why: Phrase = [
    name(shortCommit(project.commit)),
    ' changes no file of this project, and none that its files refer to. 0 calls, $0. A merge promotes nothing of it.',
  ]
  return comment(project, { mark: 'good', says: 'nothing to evaluate', why, create: false })
}

/** What is said of a project that a change takes away. */
export function removedComment(project: OtherProject): CommentText {
  const why: Phrase = [
    name(shortCommit(project.commit)),
    ' leaves nothing to evaluate here, and a merge promotes nothing of it. What was delivered stays where it is, and its ' +
      'ledger, too.',
  ]
  return comment(project, { mark: 'incomplete', says: 'this change removes the project', why, create: true })
}

interface Said {
  readonly mark: Mark
  readonly says: string
  readonly why: Phrase
  readonly create: boolean
}

function comment({ marker, folder, url }: OtherProject, { mark, says, why, create }: Said): CommentText {
  const top = titleOf(mark, folder, [says])
  const sections = [() => part(markdownPhrase(why))]
  return { marker, create, body: markdownDocument({ top, sections, footer: [] }, { marker, reportUrl: url }) }
}
