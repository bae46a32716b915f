import type { ChangeSet } from '../../resources/change-set.ts'
import { textPhrase } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import type { Style } from '../style.ts'
import { changedResource } from '../words/changes.ts'
import type { ChangedResource, TextChange } from '../words/changes.ts'
import { reachOf } from '../words/reach.ts'
import { textDiff } from '../words/text-diff.ts'
import { indented } from './blocks.ts'
import type { Block } from './blocks.ts'
import { diffBlock } from './diff-block.ts'

/** Lines shown of one text difference. */
const mostLines = 80

/** Every resource that changed in meaning: `~ prompt answer` with its fields under it, `+` and `-` without. */
export function changedBlocks(changes: ChangeSet, style: Style): readonly Block[] {
  const blocks = changes.resources.map((resource) => {
    return resourceBlock(changedResource(resource), reachOf(resource, changes), style)
  })
  return [...blocks.filter(({ length }) => length > 1), blocks.filter(({ length }) => length === 1).flat()]
}

function resourceBlock({ sign, title, facts, texts }: ChangedResource, reach: readonly Phrase[], style: Style): Block {
  const first = `  ${signed(sign, style)} ${style.bold(textPhrase(title))}`
  const fields = facts.map((fact) => `~ ${textPhrase(fact)}`)
  const ways = sign === '~' ? reach.map((way) => `↳ ${textPhrase(way)}`) : []
  return [first, ...indented([...ways, ...fields, ...texts.flatMap((text) => textBlock(text, style))], 6)]
}

function textBlock({ field, before, after }: TextChange, style: Style): Block {
  const title = `~ ${textPhrase([{ name: field }])}`
  return [title, ...indented(diffBlock(textDiff(before, after), mostLines, style), 4)]
}

function signed(sign: ChangedResource['sign'], style: Style): string {
  const paint = sign === '+' ? style.good : sign === '-' ? style.bad : style.unsure
  return paint(sign)
}
