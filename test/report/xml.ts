/** An element of an XML text. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  readonly text: string
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
/** What XML 1.0 has a place for (section 2.2). */
const characters = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u

/**
 * The root of a text in the part of XML 1.0 that we write: no comments, sections, instructions or documents types. Throws
 * for anything that is not well-formed.
 */
export function parseXml(text: string): Element {
  if (!characters.test(text)) throw new Error('a character that XML has no place for')
  const body = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n([^]*)$/.exec(text)?.[1]
  if (body === undefined) throw new Error('no declaration')
  const { element, rest } = elementIn(body)
  if (rest.trim() !== '') throw new Error(`after the root: ${rest.slice(0, 40)}`)
  return element
}

function elementIn(text: string): { readonly element: Element; readonly rest: string } {
  const open = /^<([a-z]+)((?: [a-z]+="[^"<]*")*)(\/?)>/.exec(text)
  if (open === null) throw new Error(`no element: ${text.slice(0, 60)}`)
  const [whole, name = '', written = '', empty] = open
  const attributes = attributesIn(written)
  if (empty === '/') return { element: { name, attributes, children: [], text: '' }, rest: text.slice(whole.length) }
  const { children, words, rest } = contentIn(text.slice(whole.length))
  if (!rest.startsWith(`</${name}>`)) throw new Error(`${name} is not closed: ${rest.slice(0, 60)}`)
  return { element: { name, attributes, children, text: words }, rest: rest.slice(name.length + 3) }
}

function contentIn(text: string): {
  readonly children: readonly Element[]
  readonly words: string
  readonly rest: string
} {
  const children: Element[] = []
  let [words, rest] = ['', text]
  while (!rest.startsWith('</')) {
    const plain = /^[^<]*/.exec(rest)?.[0] ?? ''
    words += decoded(plain)
    rest = rest.slice(plain.length)
    if (rest === '') throw new Error('the text is over')
    if (rest.startsWith('</')) break
    const child = elementIn(rest)
    children.push(child.element)
    rest = child.rest
  }
  return { children, words, rest }
}

function attributesIn(text: string): Readonly<Record<string, string>> {
  const found = [...text.matchAll(/ ([a-z]+)="([^"<]*)"/g)].map(([, name = '', value = '']) => [name, decoded(value)])
  if (new Set(found.map(([name]) => name)).size < found.length) throw new Error('an attribute twice')
  return Object.fromEntries(found)
}

function decoded(text: string): string {
  return text.replace(/&(?:#(\d+)|(\w+));|&/g, (whole, code: string | undefined, name: string | undefined) => {
    const character = code === undefined ? entities[name ?? ''] : String.fromCodePoint(Number(code))
    if (character === undefined) throw new Error(`no entity: ${whole}`)
    return character
  })
}
