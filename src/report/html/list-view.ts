import type { Phrase } from '../phrase.ts'
import type { ListView } from './page-data.ts'
import { phraseView } from './phrase-view.ts'

/** A list with its title, or nothing where there is nothing in it. */
export function listView(title: string, items: readonly Phrase[]): readonly ListView[] {
  return items.length === 0 ? [] : [{ title, items: items.map(phraseView) }]
}
