import type { ChangeSet, ResourceChange } from '../../resources/change-set.ts'
import { counted } from '../numbers.ts'
import { markdownPhrase, name } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { changedResource } from '../words/changes.ts'
import type { ChangedResource } from '../words/changes.ts'
import { reachOf } from '../words/reach.ts'
import { textDiff } from '../words/text-diff.ts'
import type { DiffLine } from '../words/text-diff.ts'
import type { Detail } from './detail.ts'
import { diffFence } from './diff-fence.ts'
import { part } from './document.ts'
import type { Part, Section } from './document.ts'
import { leftOf } from './lists.ts'

/** Small changes shown of one resource. */
const mostFacts = 8

/** A changed resource with the difference of its texts. */
interface Changed extends ChangedResource {
  readonly reach: readonly Phrase[]
  readonly lines: readonly DiffLine[]
}

/** What changed in meaning: resources with small changes in words and texts as differences. */
export function changedSection(changes: ChangeSet): Section {
  const { resources } = changes
  const known: Changed[] = []
  return (detail) => {
    const wanted = resources.slice(0, detail.items)
    known.push(...wanted.slice(known.length).map((resource) => withLines(resource, changes)))
    return changedPart(known.slice(0, detail.items), resources.length, detail)
  }
}

function withLines(resource: ResourceChange, changes: ChangeSet): Changed {
  const words = changedResource(resource)
  return { ...words, lines: linesOf(words), reach: reachOf(resource, changes) }
}

/** The differences of all texts of a resource; each begins with its field where there are several. */
function linesOf({ texts }: ChangedResource): readonly DiffLine[] {
  return texts.flatMap(({ field, before, after }) => [
    ...(texts.length > 1 ? [{ sign: '@', text: field } as const] : []),
    ...textDiff(before, after),
  ])
}

function changedPart(shown: readonly Changed[], total: number, detail: Detail): Part {
  const signed = (wanted: ChangedResource['sign']): readonly Changed[] => shown.filter(({ sign }) => sign === wanted)
  const changed = signed('~').map((resource) => changedBlock(resource, detail))
  const blocks = [...changed, ...titles('New', signed('+')), ...titles('Removed', signed('-'))]
  const untold = detail.diffLines > 0 ? 0 : shown.reduce((sum, { texts }) => sum + texts.length, 0)
  const leftOut = [...leftOf(total - shown.length, 'changed resource'), ...leftOf(untold, 'text difference')]
  return part(blocks.join('\n\n'), leftOut)
}

function changedBlock({ title, facts, texts, lines, reach }: Changed, detail: Detail): string {
  const more = facts.length - mostFacts
  const rest: readonly Phrase[] = more > 0 ? [[counted(more, 'more field')]] : []
  const details = [...facts.slice(0, mostFacts), ...rest, ...texts.map(({ field }): Phrase => [name(field)])]
  const head = `**Changed:** ${[title, ...details].map(markdownPhrase).join(' · ')}`
  const first = [head, ...reach.map((way) => `↳ ${markdownPhrase(way)}`)].join('\n')
  return lines.length === 0 || detail.diffLines === 0 ? first : `${first}\n${diffFence(lines, detail.diffLines)}`
}

function titles(word: string, resources: readonly Changed[]): readonly string[] {
  if (resources.length === 0) return []
  return [`**${word}:** ${resources.map(({ title }) => markdownPhrase(title)).join(', ')}`]
}
