import { Document, visit } from 'yaml'
import { canonicalJson, type Json } from '../digest/digest.ts'
import { readYaml } from '../source/yaml-documents.ts'

/** Characters of a mapping or list that stands on one line. */
const widest = 96

const style = {
  lineWidth: 0,
  flowCollectionPadding: false,
  blockQuote: 'literal',
  nullStr: 'null',
} as const

/**
 * A value as a YAML document, as a person would write it: short mappings and lists in one line, texts of several lines
 * as blocks. It reads back as the same value.
 */
export function yamlText(value: Json): string {
  const document = new Document(value, { aliasDuplicateObjects: false, version: '1.2' })
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === 'string' && node.value.trim() === '') node.type = 'QUOTE_DOUBLE'
    },
    Collection: (key, node) => {
      if (key !== null && isShort(node.toJSON() as Json)) node.flow = true
    },
  })
  const text = document.toString(style)
  return readsBackAs(text, value) ? text : `${inJson(value)}\n`
}

function isShort(value: Json): boolean {
  const json = JSON.stringify(value)
  return json.length <= widest && !json.includes('\\n')
}

function readsBackAs(text: string, value: Json): boolean {
  const { documents, diagnostics } = readYaml('', text)
  const [only, ...others] = documents
  if (diagnostics.length > 0 || others.length > 0 || only?.value === undefined) return false
  return canonicalJson(only.value) === canonicalJson(value)
}

/** JSON is YAML, once nothing in it is a control character. */
function inJson(value: Json): string {
  return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
