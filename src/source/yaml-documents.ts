import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Json } from '../digest/digest.ts'
import { type IgnoreComment, isIgnoreComment, readIgnoreComments } from './ignore-comments.ts'
import { readPlainYaml } from './plain-yaml.ts'
import type { Range } from './range.ts'
import { type ParsedDocument, YamlParser } from './yaml-parse.ts'
import { screenYaml } from './yaml-screen.ts'
import { syntaxError } from './yaml-syntax.ts'
import { valueOf } from './yaml-values.ts'

/** One document of a file. `value` is undefined where it is broken; `empty` where it holds nothing at all. */
export interface YamlDocument {
  /** Its place in the file, from 0. */
  readonly index: number
  readonly value: Json | undefined
  readonly empty: boolean
  /** The piece of the file that it is: read alone, it is the same document. */
  readonly piece: Range
}

export interface YamlFile {
  readonly documents: readonly YamlDocument[]
  readonly diagnostics: readonly Diagnostic[]
  readonly ignores: readonly IgnoreComment[]
}

/**
 * Reads a YAML file (the text as `decodeText` gives it). A broken document does not hide its neighbours; of each broken
 * one the first syntax error is reported, since the rest follow from it. Never throws, whatever the text.
 */
export function readYaml(file: string, text: string): YamlFile {
  const plain = readPlainYaml(text)
  return plain === undefined ? parseYaml(file, text) : { documents: plain, diagnostics: [], ignores: [] }
}

/** The same, by the parser alone. */
export function parseYaml(file: string, text: string): YamlFile {
  const parser = new YamlParser()
  const comments: number[] = []
  const screening = screenYaml(file, text, (token) => {
    parser.next(token)
    if (token.type === 'comment' && isIgnoreComment(token.text)) comments.push(token.start)
  })
  const ignores = readIgnoreComments(text, comments)
  if (!screening.parsable) return { documents: [], diagnostics: screening.diagnostics, ignores }
  const diagnostics: Diagnostic[] = [...screening.diagnostics]
  const documents = parser.documents(text.length).map(({ document, piece }, index): YamlDocument => {
    const found = readDocument(file, text, document)
    diagnostics.push(...found.diagnostics)
    const broken = found.diagnostics.length > 0 || screening.diagnostics.some((one) => isInside(one, document))
    return { index, value: broken ? undefined : found.value, empty: isEmpty(document), piece }
  })
  return { documents, diagnostics, ignores }
}

type Parsed = ParsedDocument['document']

function readDocument(file: string, text: string, document: Parsed): ReturnType<typeof valueOf> {
  const [error] = document.errors
  if (error === undefined) return valueOf(file, document.contents)
  return { value: null, diagnostics: [syntaxError(file, text, error)] }
}

function isInside(diagnostic: Diagnostic, document: Parsed): boolean {
  const { place } = diagnostic
  return place.in === 'text' && place.start < document.range[2] && place.end > document.range[0]
}

function isEmpty(document: Parsed): boolean {
  const range = document.contents?.range
  return !range || range[0] === range[1]
}
