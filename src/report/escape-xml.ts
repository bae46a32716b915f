import { visible } from './untrusted.ts'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/**
 * Text from outside for the content of an element, or for an attribute: everything unseen is made visible, and what XML 1.0
 * has no place for is U+FFFD.
 */
export function xmlText(text: string): string {
  return visible(text)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (char) => entities[char] ?? char)
}

/** The same in one line: an attribute's line ends would become spaces. */
export function xmlAttribute(text: string): string {
  return xmlText(text).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')
}
