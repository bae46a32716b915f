import type { ResourceChange } from '../../resources/change-set.ts'
import { changedResource } from '../words/changes.ts'
import type { ChangeView } from './page-data.ts'
import { phraseView } from './phrase-view.ts'

/** What changed in meaning, resource by resource; the page marks the words that differ. */
export function changesView(resources: readonly ResourceChange[]): readonly ChangeView[] {
  return resources.map(changedResource).map(({ sign, title, facts, texts }) => ({
    sign,
    title: phraseView(title),
    facts: facts.map(phraseView),
    texts,
  }))
}
