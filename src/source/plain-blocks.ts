import type { Json } from '../digest/digest.ts'
import { EmptyMapping, plainInline, setField, unusual } from './plain-values.ts'

const field = /^([A-Za-z_][\w-]{0,99}):(?: +(.*))?$/
const literal = /^\|(-?)(?: +#.*)?$/
const deepest = 32

/** The value of one document; throws `unusual` where it is not plain. */
export function plainDocument(lines: readonly string[]): { readonly value: Json; readonly empty: boolean } {
  const blocks = new Blocks(lines)
  if (blocks.isAtEnd) return { value: null, empty: true }
  const value = blocks.read()
  if (!blocks.isAtEnd) throw unusual
  return { value, empty: false }
}

/** Reads block collections line by line. The current line is always one that holds something, or the end. */
class Blocks {
  readonly #lines: readonly string[]
  #next = 0
  /** Columns before the text of the current line; -1 at the end. */
  #indent = -1
  #text = ''
  #depth = 0

  constructor(lines: readonly string[]) {
    this.#lines = lines
    this.#advance()
  }

  get isAtEnd(): boolean {
    return this.#indent < 0
  }

  /** The mapping at the left margin. */
  read(): Json {
    if (this.#indent !== 0 || isItem(this.#text)) throw unusual
    return this.#mapping(0)
  }

  #advance(): void {
    for (; this.#next < this.#lines.length; this.#next++) {
      const line = this.#lines[this.#next] ?? ''
      const text = line.trim()
      if (text === '' || text[0] === '#') continue
      this.#next++
      this.#indent = line.length - line.trimStart().length
      this.#text = text
      return
    }
    this.#indent = -1
  }

  #mapping(indent: number): Json {
    if (++this.#depth > deepest) throw unusual
    const value = new EmptyMapping()
    do {
      const [whole, key = '', rest = ''] = field.exec(this.#text) ?? []
      if (whole === undefined) throw unusual
      setField(value, key, rest === '' || rest[0] === '#' ? this.#below(indent) : this.#inLine(rest, indent))
    } while (this.#indent === indent)
    if (this.#indent > indent) throw unusual
    this.#depth--
    return value
  }

  #list(indent: number): Json {
    if (++this.#depth > deepest) throw unusual
    const items: Json[] = []
    while (this.#indent === indent && isItem(this.#text)) {
      const content = this.#text.slice(1).trimStart()
      items.push(this.#item(content, indent, indent + this.#text.length - content.length))
    }
    if (this.#indent > indent) throw unusual
    this.#depth--
    return items
  }

  /** `column` is where the content begins: a mapping that begins there goes on in the lines below. */
  #item(content: string, indent: number, column: number): Json {
    if (isItem(content)) throw unusual
    if (!field.test(content)) return this.#inLine(content, indent)
    this.#indent = column
    this.#text = content
    return this.#mapping(column)
  }

  /** What stands in the lines below a key. */
  #below(indent: number): Json {
    this.#advance()
    if (this.#indent === indent && isItem(this.#text)) return this.#list(indent)
    if (this.#indent <= indent) throw unusual
    return isItem(this.#text) ? this.#list(this.#indent) : this.#mapping(this.#indent)
  }

  #inLine(rest: string, indent: number): Json {
    const [block, strip] = literal.exec(rest) ?? []
    const value = block === undefined ? plainInline(rest) : this.#literal(indent, strip === '-')
    this.#advance()
    if (this.#indent > indent) throw unusual
    return value
  }

  #literal(indent: number, strip: boolean): string {
    const column = indentOf(this.#lines[this.#next] ?? '')
    if (column <= indent) throw unusual
    const text: string[] = []
    for (; this.#next < this.#lines.length; this.#next++) {
      const line = this.#lines[this.#next] ?? ''
      const before = indentOf(line)
      if (before < 0 && line.length > column) throw unusual
      if (before >= 0 && before < column) break
      text.push(line.slice(column))
    }
    while (text.at(-1) === '') text.pop()
    return text.join('\n') + (strip ? '' : '\n')
  }
}

function isItem(text: string): boolean {
  return text.startsWith('- ')
}

/** Spaces before the text of a line; -1 for one without. */
function indentOf(line: string): number {
  return line.search(/[^ ]/)
}
