import type { SuiteComparison } from '../../verdict/comparison.ts'
import { markdownPhrase } from '../phrase.ts'
import { notes } from '../words/notes.ts'
import { part, unfolding } from './document.ts'
import type { Section } from './document.ts'
import { leftOf } from './lists.ts'

/** How the numbers of the tables are to be taken, folded; given up with the slices. */
export function notesSection(comparisons: readonly SuiteComparison[]): Section {
  const all = notes(comparisons)
  return ({ items, slices }) => {
    const shown = all.slice(0, slices === 0 ? 0 : items).map((note) => `- ${markdownPhrase(note)}`)
    const text = shown.length === 0 ? '' : unfolding(['About the numbers'], shown.join('\n'))
    return part(text, leftOf(all.length - shown.length, 'note'))
  }
}
