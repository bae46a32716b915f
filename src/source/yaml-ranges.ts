import { isNode, type Node } from 'yaml'
import type { Place } from '../diagnostic/place.ts'
import { limits } from './limits.ts'
import { childOf, parseDocuments } from './yaml-parse.ts'
import { screenYaml } from './yaml-screen.ts'

export type Range = readonly [start: number, end: number]

/** Finds places in one YAML or JSON text. A path that leads nowhere stands where its longest part leads. */
export function yamlRanges(text: string): (place: Place & { in: 'yaml' }) => Range {
  const documents = text.length <= limits.textBytes && screenYaml('', text).parsable ? parseDocuments(text) : []
  return (place) => {
    const document = documents[place.document]
    const contents = document?.contents
    if (!contents) return [0, 0]
    return follow(text, contents, place)
  }
}

function follow(text: string, root: Node, place: Place & { in: 'yaml' }): Range {
  let range = rangeOf(root) ?? [0, 0]
  let node: unknown = root
  for (const [depth, key] of place.path.entries()) {
    const child = childOf(node, key)
    if (child === undefined) break
    const isLast = depth === place.path.length - 1
    range = (isLast && place.part === 'key' ? rangeOf(child.key) : valueRange(child)) ?? range
    node = child.value
  }
  return trimmed(text, range)
}

/** An absent value (`model:`) stands where its key does. */
function valueRange(child: { key: unknown; value: unknown }): Range | undefined {
  const range = rangeOf(child.value)
  return range && range[0] < range[1] ? range : rangeOf(child.key)
}

function rangeOf(node: unknown): Range | undefined {
  const range = isNode(node) ? node.range : undefined
  return range ? [range[0], range[1]] : undefined
}

/** Collections end where the next thing begins; what a reader sees of them ends before the white space. */
function trimmed(text: string, [start, end]: Range): Range {
  return [start, start + text.slice(start, end).trimEnd().length]
}
