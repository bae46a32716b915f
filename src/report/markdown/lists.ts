import { counted } from '../numbers.ts'
import { markdownPhrase } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { part } from './document.ts'
import type { Section } from './document.ts'

/** Sentences one after another; always all of them. */
export function sentencesSection(sentences: readonly Phrase[]): Section {
  const text = sentences.map(markdownPhrase).join(' ')
  return () => part(text)
}

/** A list under a bold title, or one line for one entry; what is beyond `detail.items` is counted as `noun`. */
export function listSection(title: string, entries: readonly Phrase[], noun: string): Section {
  return ({ items }) => {
    const shown = entries.slice(0, items).map(markdownPhrase)
    return part(listText(title, shown), leftOf(entries.length - shown.length, noun))
  }
}

/** What is not shown, if anything. */
export function leftOf(many: number, noun: string): readonly string[] {
  return many === 0 ? [] : [counted(many, noun)]
}

function listText(title: string, entries: readonly string[]): string {
  if (entries.length <= 1) return entries.map((entry) => `**${title}** ${entry}`).join('')
  return [`**${title}**`, ...entries.map((entry) => `- ${entry}`)].join('\n')
}
