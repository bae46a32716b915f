import type { CheckReport } from '../../verdict/reports.ts'
import { withoutCommands } from '../escape-terminal.ts'
import { name, textPhrase } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { whichProject } from '../words/footer.ts'
import type { Headlined } from '../words/headline.ts'
import type { PageData } from './page-data.ts'
import { phraseView } from './phrase-view.ts'

/** What stands at the top of a page: title, headline, whose result it is and of what. */
export function pageTop(
  { mark, says }: Headlined,
  project: Pick<CheckReport['project'], 'name' | 'folder'>,
  snapshots: Phrase,
): Pick<PageData, 'title' | 'mark' | 'headline' | 'project' | 'snapshots'> {
  const own: Phrase = project.name === undefined ? [] : [name(project.name)]
  return {
    title: withoutCommands(`LLMOps: ${textPhrase(says)}`),
    mark,
    headline: phraseView(says),
    project: phraseView(project.folder === '' ? own : whichProject(project)),
    snapshots: phraseView(snapshots),
  }
}
