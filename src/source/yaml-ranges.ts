import { isNode, type Node } from 'yaml'
import type { Place } from '../diagnostic/place.ts'
import { limits } from './limits.ts'
import type { Range } from './range.ts'
import { childOf, parseAgain } from './yaml-parse.ts'
import { screenYaml } from './yaml-screen.ts'

type YamlPlace = Place & { readonly in: 'yaml' }

/**
 * Finds places in one YAML or JSON text. A path that leads nowhere stands where its longest part leads. Where the pieces
 * of the documents are known, only those are parsed again that are asked for.
 */
export function yamlRanges(text: string, pieces?: readonly Range[]): (place: YamlPlace) => Range {
  const known = new Map<number, Node | undefined>()
  const rootOf = (index: number): Node | undefined => {
    if (!known.has(index)) known.set(index, pieceRoot(text, pieces?.[index]))
    return known.get(index)
  }
  if (pieces === undefined) for (const [index, root] of wholeRoots(text).entries()) known.set(index, root)
  return (place) => {
    const root = rootOf(place.document)
    const start = pieces?.[place.document]?.[0] ?? 0
    return root === undefined ? [0, 0] : follow(text, root, start, place)
  }
}

function wholeRoots(text: string): readonly (Node | undefined)[] {
  const isReadable = text.length <= limits.textBytes && screenYaml('', text, () => {}).parsable
  return isReadable ? parseAgain(text).map(({ contents }) => contents ?? undefined) : []
}

function pieceRoot(text: string, piece: Range | undefined): Node | undefined {
  return piece === undefined ? undefined : (parseAgain(text.slice(...piece))[0]?.contents ?? undefined)
}

/** `start` is where the text stands that `root` is the value of. */
function follow(text: string, root: Node, start: number, place: YamlPlace): Range {
  let range = rangeOf(root) ?? [0, 0]
  let node: unknown = root
  for (const [depth, key] of place.path.entries()) {
    const child = childOf(node, key)
    if (child === undefined) break
    const isLast = depth === place.path.length - 1
    range = (isLast && place.part === 'key' ? rangeOf(child.key) : valueRange(child)) ?? range
    node = child.value
  }
  return trimmed(text, [start + range[0], start + range[1]])
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
