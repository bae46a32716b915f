import type { Range } from '../source/range.ts'
import type { ProjectFiles } from '../resources/project-files.ts'
import type { Findings } from './findings.ts'
import { type ReadDocument, readDocument } from './read-yaml.ts'
import { type SourceText, textIn } from './source-text.ts'

/** A text with YAML between two lines of `---`, and what follows it. */
export interface FrontMatter {
  /** Where the YAML stands; undefined where there is none. */
  readonly yaml: Range | undefined
  readonly body: Range
}

/** Finds the front matter. Blank lines and comments may stand before it. */
export function findFrontMatter(text: string): FrontMatter {
  const opening = /^(?:[ \t]*(?:#[^\n]*)?\n)*---[ \t]*\n/.exec(text)
  const start = opening === null ? 0 : opening[0].length
  const closing = opening === null ? null : /^---[ \t]*(?:\n|$)/gm
  if (closing === null) return { yaml: undefined, body: [0, text.length] }
  closing.lastIndex = start
  const found = closing.exec(text)
  if (found === null) return { yaml: undefined, body: [0, text.length] }
  return { yaml: [start, found.index], body: [found.index + found[0].length, text.length] }
}

export interface ReadFrontMatter {
  /** Undefined where there is none, or where it is broken. */
  readonly root: ReadDocument['root']
  readonly body: SourceText
  /** Whether it is there and is broken. */
  readonly isBroken: boolean
}

/** Reads front matter; its places are those of the whole file. */
export function readFrontMatter(file: string, text: string, files: ProjectFiles, findings: Findings): ReadFrontMatter {
  const { yaml, body } = findFrontMatter(text)
  const rest = textIn(file, text, ...body)
  if (yaml === undefined) return { root: undefined, body: rest, isBroken: false }
  files.pieces.set(file, [yaml])
  const alone = text.slice(0, yaml[0]).replace(/[^\n]/g, ' ') + text.slice(...yaml)
  const { root, diagnostics } = readDocument(file, alone)
  findings.keep(diagnostics)
  return { root, body: rest, isBroken: diagnostics.length > 0 }
}
