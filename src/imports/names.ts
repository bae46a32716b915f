/** Namespaces of names: Prompts, Chains and Applications share one. */
export type NameSpace = 'subject' | 'Model' | 'Dataset' | 'EvalSuite'

const longest = 63

/** A text as a name: small letters, digits, `-` and `_`, a letter or digit first. Undefined where nothing is left. */
export function slug(text: string): string | undefined {
  const name = text
    .slice(0, 1_000)
    .toUpperCase() // makes two letters of a ligature or ß
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^[^a-z0-9]+|-+$/g, '')
    .slice(0, longest)
    .replace(/-+$/, '')
  return name === '' ? undefined : name
}

/** Names that are given away once. What a project has already is given in the beginning. */
export class Names {
  readonly #taken: ReadonlyMap<NameSpace, Set<string>>
  /** The number that is tried next behind a name. */
  readonly #next = new Map<string, number>()

  constructor(taken: Iterable<readonly [NameSpace, string]> = []) {
    const spaces: readonly NameSpace[] = ['subject', 'Model', 'Dataset', 'EvalSuite']
    this.#taken = new Map(spaces.map((space) => [space, new Set<string>()]))
    for (const [space, name] of taken) this.#taken.get(space)?.add(name)
  }

  /** The name that is wanted, or with the least number behind it that is free. */
  take(space: NameSpace, wanted: string): string {
    const taken = this.#taken.get(space) ?? new Set()
    const key = `${space} ${wanted}`
    let name = wanted
    let number = this.#next.get(key) ?? 2
    for (; taken.has(name); number++) name = `${wanted.slice(0, longest - String(number).length - 1)}-${number}`
    this.#next.set(key, number)
    taken.add(name)
    return name
  }
}

/** Of several texts, each told apart from those before it: `contains`, `contains-2`. */
export function distinct(texts: readonly string[]): readonly string[] {
  const names = new Names()
  return texts.map((text) => names.take('EvalSuite', text))
}
