import type { ChangeSet } from '../../resources/change-set.ts'
import { textPhrase } from '../phrase.ts'
import type { Style } from '../style.ts'
import { changedResource } from '../words/changes.ts'
import type { ChangedResource, TextChange } from '../words/changes.ts'
import { textDiff } from '../words/text-diff.ts'
import { indented } from './blocks.ts'
import type { Block } from './blocks.ts'
import { diffBlock } from './diff-block.ts'

/** Lines shown of one text difference. */
const mostLines = 80

/** Every resource that changed in meaning: `~ prompt answer` with its fields under it, `+` and `-` without. */
export function changedBlocks({ resources }: ChangeSet, style: Style): readonly Block[] {
  const blocks = resources.map((resource) => resourceBlock(changedResource(resource), style))
  return [...blocks.filter(({ length }) => length > 1), blocks.filter(({ length }) => length === 1).flat()]
}

function resourceBlock({ sign, title, facts, texts }: ChangedResource, style: Style): Block {
  const first = `  ${signed(sign, style)} ${style.bold(textPhrase(title))}`
  const fields = facts.map((fact) => `~ ${textPhrase(fact)}`)
  return [first, ...indented([...fields, ...texts.flatMap((text) => textBlock(text, style))], 6)]
}

function textBlock({ field, before, after }: TextChange, style: Style): Block {
  const title = `~ ${textPhrase([{ name: field }])}`
  return [title, ...indented(diffBlock(textDiff(before, after), mostLines, style), 4)]
}

function signed(sign: ChangedResource['sign'], style: Style): string {
  const paint = sign === '+' ? style.good : sign === '-' ? style.bad : style.unsure
  return paint(sign)
}
