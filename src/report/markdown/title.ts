import { emoji } from '../mark.ts'
import type { Mark } from '../mark.ts'
import { markdownPhrase, name } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'

/** The first line, by which a reader decides. Of several projects each has its own: then it says in which folder it lies. */
export function titleOf(mark: Mark, folder: string, says: Phrase): string {
  const whose: Phrase = folder === '' ? ['LLMOps: '] : ['LLMOps ', name(folder), ': ']
  return `### ${emoji[mark]} ${markdownPhrase([...whose, ...says])}`
}
