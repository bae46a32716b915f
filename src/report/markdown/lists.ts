import { counted } from '../numbers.ts'
import { markdownPhrase } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { part } from './detail.ts'
import type { Detail, Part } from './detail.ts'

/** A list under a bold title, or one line for one entry; what is beyond `detail.items` is counted as `noun`. */
export function listPart(title: string, entries: readonly Phrase[], noun: string, detail: Detail): Part {
  const shown = entries.slice(0, detail.items).map(markdownPhrase)
  const more = entries.length - shown.length
  return part(listText(title, shown), more === 0 ? [] : [counted(more, noun)])
}

function listText(title: string, entries: readonly string[]): string {
  if (entries.length <= 1) return entries.map((entry) => `**${title}** ${entry}`).join('')
  return [`**${title}**`, ...entries.map((entry) => `- ${entry}`)].join('\n')
}

/** Facts in one line, apart by dots. */
export function footerPart(facts: readonly Phrase[]): Part {
  return part(facts.map(markdownPhrase).join(' · '))
}
