import type { KeyPath, Place } from '../diagnostic/place.ts'
import type { Json } from '../digest/digest.ts'
import { isList, isMapping } from '../resources/json-shape.ts'

type PlaceOf = (path: KeyPath, part: 'key' | 'value') => Place

/** A value of a file that is imported, and where it stands. */
export class Cursor {
  readonly value: Json
  readonly #path: KeyPath
  readonly #placeOf: PlaceOf
  readonly #children = new Map<string | number, Cursor>()

  constructor(value: Json, placeOf: PlaceOf, path: KeyPath = []) {
    this.value = value
    this.#placeOf = placeOf
    this.#path = path
  }

  get place(): Place {
    return this.#placeOf(this.#path, 'value')
  }

  /** Of the key that leads to it. */
  get keyPlace(): Place {
    return this.#placeOf(this.#path, 'key')
  }

  /** The key or index that leads to it; `''` for a whole document. */
  get name(): string {
    return String(this.#path.at(-1) ?? '')
  }

  /** Undefined where it is no text. */
  get text(): string | undefined {
    return typeof this.value === 'string' ? this.value : undefined
  }

  /** A text, number or boolean as a text; lists and mappings as JSON. */
  get shown(): string {
    return typeof this.value === 'string' ? this.value : JSON.stringify(this.value)
  }

  get isList(): boolean {
    return isList(this.value)
  }

  get isMapping(): boolean {
    return isMapping(this.value)
  }

  /** What a mapping has under a name; undefined where it has nothing there, or null, or is no mapping. */
  field(name: string): Cursor | undefined {
    if (!isMapping(this.value) || !Object.hasOwn(this.value, name)) return undefined
    const value = this.value[name]
    return value === undefined || value === null ? undefined : this.#below(name, value)
  }

  /** The same; an empty mapping where it has nothing. */
  sub(name: string): Cursor {
    return this.field(name) ?? new Cursor({}, () => this.place)
  }

  /** The first that a mapping has of several names. */
  first(...names: readonly string[]): Cursor | undefined {
    return names.map((name) => this.field(name)).find((field) => field !== undefined)
  }

  /** What a mapping has, in order; nothing where it is none. */
  fields(): readonly Cursor[] {
    if (!isMapping(this.value)) return []
    return Object.entries(this.value).map(([name, value]) => this.#below(name, value))
  }

  /** The items of a list, in order; nothing where it is none. */
  items(): readonly Cursor[] {
    return isList(this.value) ? this.value.map((value, index) => this.#below(index, value)) : []
  }

  /** A list, or one item where there is no list around it. */
  oneOrMore(): readonly Cursor[] {
    return this.isList ? this.items() : [this]
  }

  /** The same mapping with one field under another name, whose place stays. */
  renamed(name: string, newName: string): Cursor {
    if (!isMapping(this.value) || !Object.hasOwn(this.value, name)) return this
    const { [name]: value = null, ...rest } = this.value
    const placeOf: PlaceOf = ([first, ...path], part) =>
      this.#placeOf([...this.#path, ...(first === undefined ? [] : [first === newName ? name : first]), ...path], part)
    return new Cursor({ ...rest, [newName]: value }, placeOf)
  }

  /** The key itself as a text. */
  asKey(): Cursor {
    return new Cursor(this.name, () => this.keyPlace)
  }

  /** Every text in the value. */
  texts(): readonly string[] {
    if (this.text !== undefined) return [this.text]
    return [...this.items(), ...this.fields()].flatMap((inner) => inner.texts())
  }

  /** The same one each time, so that what was read of it can be remembered. */
  #below(key: string | number, value: Json): Cursor {
    const known = this.#children.get(key)
    if (known !== undefined) return known
    const child = new Cursor(value, this.#placeOf, [...this.#path, key])
    this.#children.set(key, child)
    return child
  }
}
