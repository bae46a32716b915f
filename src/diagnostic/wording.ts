/** More names than these are no help. */
const mostNames = 16
/** UTF-16 units of an author's text in a sentence. */
const longest = 80

/** An author's text, cut to a length that can be read. */
export function cut(text: string): string {
  return text.length > longest ? `${Array.from(text.slice(0, longest)).slice(0, -1).join('')}…` : text
}

/** An author's text in a sentence. */
export function quoted(text: string): string {
  return `\`${cut(text)}\``
}

export function meant(nearest: string | undefined): string | undefined {
  return nearest === undefined ? undefined : `did you mean ${quoted(nearest)}?`
}

/** `a`, `b` or `c`. */
export function oneOf(names: readonly string[]): string {
  return joined(names, 'or')
}

/** Groups of fields that exclude each other: `messages` or `system`/`user`. */
export function alternatives(groups: readonly string[]): string {
  return groups.map((group) => group.split('/').map(quoted).join('/')).join(' or ')
}

/** `a`, `b` and `c`. */
export function listed(names: readonly string[]): string {
  return joined(names, 'and')
}

function joined(names: readonly string[], last: 'and' | 'or'): string {
  if (names.length > mostNames) {
    const more = names.length - mostNames
    return `${names.slice(0, mostNames).map(quoted).join(', ')} ${last} ${more} more`
  }
  const all = names.map(quoted)
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} ${last} ${all.at(-1)}`
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** A size in the unit that suits it, such as `300 KiB`. */
export function bytes(size: number): string {
  if (size < 1024) return count(size, 'byte')
  if (size < 1024 * 1024) return `${rounded(size / 1024)} KiB`
  return `${rounded(size / 1024 / 1024)} MiB`
}

function rounded(size: number): string {
  return size >= 100 ? size.toFixed(0) : String(Number(size.toFixed(1)))
}

const types: { readonly [type: string]: string } = {
  string: 'a text',
  mapping: 'a mapping',
  list: 'a list',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'nothing',
  'string or {file: path}': 'a text, or {file: path}',
  'string, {file: path} or list of parts': 'a text, {file: path}, or a list of parts',
}

/** A type as it is said in a sentence. */
export function typeWords(type: string): string {
  return types[type] ?? type
}
