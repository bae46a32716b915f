import { diffLines, diffWordsWithSpace } from 'diff'
import type { ChangeObject } from 'diff'
import { visible } from '../../untrusted.ts'
import { el } from './dom.ts'
import { mostAtOnce, textBlock } from './text-block.ts'

/** Beyond this many edited words, or ms, two texts have too little in common for marks to help. */
const limits = { maxEditLength: 3_000, timeout: 300 }

type Part = Pick<ChangeObject<string>, 'value' | 'added' | 'removed'>

/** Two texts side by side, each with its own words marked. A side that is undefined is not there. */
export function sideBySide(
  base: string | undefined,
  head: string | undefined,
): { readonly base: HTMLElement | undefined; readonly head: HTMLElement | undefined } {
  const parts = base === undefined || head === undefined || base === head ? undefined : differences(base, head)
  if (parts === undefined)
    return { base: base === undefined ? base : textBlock(base), head: head === undefined ? head : textBlock(head) }
  return { base: marked(parts.filter(({ added }) => !added)), head: marked(parts.filter(({ removed }) => !removed)) }
}

/** One text with what went and what came; long stretches that are the same are folded. */
export function inline(before: string, after: string): HTMLElement {
  const parts = differences(before, after)
  if (parts === undefined) return el('div', {}, el('del', {}, textBlock(before)), el('ins', {}, textBlock(after)))
  return marked(parts.map((part, at) => folded(part, at === 0, at === parts.length - 1)))
}

/** The words that differ, in the lines that differ; undefined where the texts are too long or too different. */
function differences(before: string, after: string): readonly Part[] | undefined {
  if (before.length + after.length > 2 * mostAtOnce) return undefined
  const lines = diffLines(visible(before), visible(after), limits)
  const parts = lines?.map((part, at) => {
    const [last, next] = [lines[at - 1], lines[at + 1]]
    if (part.removed && next?.added) return wordsOf(part, next)
    return part.added && last?.removed ? [] : [part]
  })
  return parts?.every((some) => some !== undefined) ? parts.flat() : undefined
}

/** Share of the longer text that both have to have, for marks on single words to be read easily. */
const leastShared = 0.4

/** The words that differ; the lines as a whole where hardly any word stayed. */
function wordsOf(removed: Part, added: Part): readonly Part[] | undefined {
  const words = diffWordsWithSpace(removed.value, added.value, limits)
  const shared = words?.reduce((sum, { value, ...part }) => sum + (part.added || part.removed ? 0 : value.length), 0)
  const longer = Math.max(removed.value.length, added.value.length)
  return shared === undefined || shared >= leastShared * longer ? words : [ended(removed), added]
}

/** A last line without an end would run into what follows it. */
function ended(part: Part): Part {
  return part.value.endsWith('\n') ? part : { ...part, value: `${part.value}\n` }
}

/** Lines of unchanged text kept on each side of a change. */
const context = 2

function folded(part: Part, isFirst: boolean, isLast: boolean): Part {
  const lines = part.value.split('\n')
  const [before, after] = [isFirst ? 0 : context, isLast ? 0 : context]
  const hidden = lines.length - 1 - before - after
  if (part.added || part.removed || hidden < 4) return part
  const kept = [...lines.slice(0, before), `⋯ ${hidden} lines the same`, ...lines.slice(lines.length - 1 - after)]
  return { ...part, value: kept.join('\n') }
}

function marked(parts: readonly Part[]): HTMLElement {
  const pieces = parts.map(({ value, added, removed }) =>
    added ? el('ins', {}, value) : removed ? el('del', {}, value) : value,
  )
  return el('div', { class: 'text', dir: 'auto' }, ...pieces)
}
