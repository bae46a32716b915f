import type { ChangeSet } from '../../resources/change-set.ts'
import { changedResource } from '../words/changes.ts'
import { reachOf } from '../words/reach.ts'
import type { ChangeView } from './page-data.ts'
import { phraseView } from './phrase-view.ts'

/** What changed in meaning, resource by resource; the page marks the words that differ. */
export function changesView(changes: ChangeSet | undefined): readonly ChangeView[] {
  if (changes === undefined) return []
  return changes.resources.map((resource) => {
    const { sign, title, facts, texts } = changedResource(resource)
    const reach = reachOf(resource, changes).map(phraseView)
    return { sign, title: phraseView(title), facts: facts.map(phraseView), reach, texts }
  })
}
