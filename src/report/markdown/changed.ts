import type { ChangeSet } from '../../resources/change-set.ts'
import { counted } from '../numbers.ts'
import { markdownPhrase, name } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { changedResource } from '../words/changes.ts'
import type { ChangedResource } from '../words/changes.ts'
import { textDiff } from '../words/text-diff.ts'
import type { DiffLine } from '../words/text-diff.ts'
import { part } from './detail.ts'
import type { Detail, Part } from './detail.ts'
import { diffFence } from './diff-fence.ts'

/** Small changes shown of one resource. */
const mostFacts = 8

/** What changed in meaning: resources with small changes in words and texts as differences. */
export function changedPart({ resources }: ChangeSet, detail: Detail): Part {
  const shown = resources.slice(0, detail.items).map(changedResource)
  const changed = shown.filter(({ sign }) => sign === '~')
  const blocks = [
    ...changed.map((resource) => changedBlock(resource, detail)),
    ...titles(
      'New',
      shown.filter(({ sign }) => sign === '+'),
    ),
    ...titles(
      'Removed',
      shown.filter(({ sign }) => sign === '-'),
    ),
  ]
  const more = resources.length - shown.length
  const untold = detail.diffLines > 0 ? 0 : changed.reduce((sum, { texts }) => sum + texts.length, 0)
  return part(blocks.join('\n\n'), [...left(more, 'changed resource'), ...left(untold, 'text difference')])
}

function changedBlock(resource: ChangedResource, detail: Detail): string {
  const facts = resource.facts.slice(0, mostFacts)
  const more = resource.facts.length - facts.length
  const rest: readonly Phrase[] = more === 0 ? [] : [[`${counted(more, 'more field')}`]]
  const details = [...facts, ...rest, ...resource.texts.map(({ field }): Phrase => [name(field)])]
  const first = `**Changed:** ${[resource.title, ...details].map(markdownPhrase).join(' · ')}`
  const lines = resource.texts.length === 0 || detail.diffLines === 0 ? undefined : linesOf(resource)
  return lines === undefined ? first : `${first}\n${diffFence(lines, detail.diffLines)}`
}

/** The differences of all texts of a resource; each begins with its field where there are several. */
function linesOf({ texts }: ChangedResource): readonly DiffLine[] {
  return texts.flatMap(({ field, before, after }) => [
    ...(texts.length > 1 ? [{ sign: '@', text: field } as const] : []),
    ...textDiff(before, after),
  ])
}

function titles(word: string, resources: readonly ChangedResource[]): readonly string[] {
  if (resources.length === 0) return []
  return [`**${word}:** ${resources.map(({ title }) => markdownPhrase(title)).join(', ')}`]
}

function left(many: number, noun: string): readonly string[] {
  return many === 0 ? [] : [counted(many, noun)]
}
