import { plainDocument } from './plain-blocks.ts'
import { unusual } from './plain-values.ts'
import type { YamlDocument } from './yaml-documents.ts'

/** Controls, tabs, and what some take for a line end or for nothing: left to the parser. */
const unusualCharacter = /[^\P{Cc}\n]|[\u2028\u2029\ufeff]/u

/**
 * The documents of a file in the plain YAML that nearly all resources are written in: block mappings and lists, literal
 * texts, and scalars and flow collections on one line. Gives exactly what the parser would give, several times faster;
 * undefined where anything in the file is unusual or wrong, so that only the parser has to know about that.
 */
export function readPlainYaml(text: string): readonly YamlDocument[] | undefined {
  if (!text.endsWith('\n') || unusualCharacter.test(text) || text.includes('llmops-ignore') || !text.isWellFormed())
    return undefined
  try {
    return pieces(text).map(({ lines, piece }, index) => ({ index, ...plainDocument(lines), piece }))
  } catch (error) {
    if (error === unusual) return undefined
    throw error
  }
}

interface Piece {
  readonly lines: readonly string[]
  readonly piece: readonly [start: number, end: number]
}

/** Cut at the lines `---`; what stands before the first is a document only if it holds something. */
function pieces(text: string): readonly Piece[] {
  const found: { readonly start: number; readonly lines: string[] }[] = [{ start: 0, lines: [] }]
  let offset = 0
  for (const line of text.split('\n')) {
    if (line === '---') found.push({ start: offset, lines: [] })
    else found.at(-1)?.lines.push(line)
    offset += line.length + 1
  }
  const documents = found[0]?.lines.every(isNothing) ? found.slice(1) : found
  return documents.map(({ start, lines }, index) => ({
    lines,
    piece: [start, documents[index + 1]?.start ?? text.length],
  }))
}

function isNothing(line: string): boolean {
  const first = line.trimStart()[0]
  return first === undefined || first === '#'
}
