import type { TemplateReason } from '../../diagnostic/import-reasons.ts'
import type { TextRange } from '../../resources/template.ts'
import { type SectionFit, sectionFit } from './condition.ts'
import type { KnownValues, Piece, TemplateLoss, Translation } from './piece.ts'
import { areLists, itemsOf } from './known-values.ts'
import { type Loop, type Resolved, resolveItem, resolveName } from './scope.ts'

/** Sections in one another, as in templates of ours. */
const deepest = 64

/** A statement that has to be closed. */
interface Block extends TextRange {
  /** By which its end is known. */
  readonly keyword: string
  readonly tag: string
  /** Where its own pieces are, to be taken away again should it never be closed. */
  readonly own: number[]
  readonly loop: Loop | undefined
  /** What its section names; undefined where it has none. */
  readonly section: Pick<Resolved, 'path' | 'root'> | undefined
  inverted: boolean
  /** Its text is left out from here on. */
  skips: boolean
}

/** A tag as it stands in the text. */
export interface Written extends TextRange {
  readonly tag: string
  /** Set where it stood alone on its line, which was left out with it. */
  readonly isAlone?: boolean
}

/** Puts the pieces of a template together while it is read. */
export class TemplateBuilder {
  readonly #known: KnownValues
  readonly #items: 'by variable' | 'by their names'
  readonly #pieces: (Piece | undefined)[] = []
  readonly #losses: TemplateLoss[] = []
  readonly #conditions = new Set<string>()
  readonly #lists = new Set<string>()
  readonly #blocks: Block[] = []

  /** @param items how a language names the item of a loop: by a variable, or by its own names alone */
  constructor(known: KnownValues, items: 'by variable' | 'by their names') {
    this.#known = known
    this.#items = items
  }

  get #loops(): readonly Loop[] {
    return this.#blocks.flatMap(({ loop }) => loop ?? [])
  }

  get isInBlock(): boolean {
    return this.#blocks.length > 0
  }

  text(text: string): void {
    if (text !== '') this.#add({ kind: 'text', text })
  }

  lose({ tag, start, end }: Written, why: TemplateReason): void {
    if (!this.#isSkipping) this.#losses.push({ tag, start, end, why })
  }

  /** Inserts what a name stands for. */
  value(path: readonly string[], written: Written): void {
    this.#insert(this.#resolve(path), written)
  }

  /** Inserts what a name of the input stands for, wherever that is written. */
  outer(path: readonly string[], written: Written): void {
    this.#insert(resolveName(path, this.#loops, this.#known), written)
  }

  medium(type: 'image' | 'audio' | 'file', path: readonly string[]): void {
    this.#add({ kind: 'medium', type, path })
  }

  /** Values of a name, as far as they are known. */
  valuesOf(path: readonly string[]): readonly unknown[] | undefined {
    return this.#resolve(path)?.values
  }

  /** A section that repeats over the items of a list. `variable`: what the item is called. */
  openLoop(keyword: string, path: readonly string[], variable: string | undefined, written: Written): void {
    const resolved = this.#resolve(path)
    const items = itemsOf(resolved?.values)
    if (resolved === undefined || !areLists(resolved.values)) {
      this.openLost(keyword, written, 'loop', variable)
      return
    }
    if (resolved.shadowed) this.lose(written, 'outer name')
    if (resolved.root && resolved.path.length === 1) this.#lists.add(resolved.path[0] ?? '')
    this.#open(keyword, written, resolved, { loop: { variable, items }, inverted: false })
  }

  /** A section as mustache has it: it repeats over a list, and stands or falls with anything else. */
  openSection(keyword: string, path: readonly string[], written: Written): void {
    const resolved = this.#resolve(path)
    if (resolved === undefined) return this.openLost(keyword, written, 'loop')
    const values = resolved.values?.flat()
    if (values !== undefined && sectionFit(values) === 'texts') {
      this.lose(written, 'truth')
      if (resolved.root && resolved.path.length === 1) this.#conditions.add(resolved.path[0] ?? '')
    }
    this.#open(keyword, written, resolved, { loop: { variable: undefined, items: values }, inverted: false })
  }

  /** A section that stands or falls with a name. */
  openIf(keyword: string, path: readonly string[], written: Written, inverted: boolean, fit?: SectionFit): void {
    const resolved = this.#resolve(path)
    const suits = fit ?? sectionFit(resolved?.values)
    if (resolved === undefined || resolved.path.length === 0 || suits === 'never') {
      this.openLost(keyword, written, 'condition')
      return
    }
    if (suits !== 'exact') this.lose(written, 'truth')
    if (suits !== 'unknown' && resolved.root && resolved.path.length === 1) this.#conditions.add(resolved.path[0] ?? '')
    if (resolved.shadowed) this.lose(written, 'outer name')
    this.#open(keyword, written, resolved, { loop: undefined, inverted })
  }

  /** A section that looks names up in a mapping. */
  openWith(keyword: string, path: readonly string[], written: Written): void {
    const resolved = this.#resolve(path)
    if (resolved === undefined) return this.openLost(keyword, written, 'helper')
    this.#open(keyword, written, resolved, { loop: { variable: undefined, items: resolved.values }, inverted: false })
  }

  /** A statement that is left out; the text in it is there. `variable`: what would have been its item is nothing. */
  openLost(keyword: string, written: Written, why: TemplateReason, variable?: string): void {
    this.lose(written, why)
    if (this.#blocks.length >= deepest) return
    const { tag, start, end } = written
    const loop = variable === undefined ? undefined : { variable, items: [], lost: true }
    const skips = this.#isSkipping
    this.#blocks.push({ keyword, tag, start, end, own: [], loop, section: undefined, inverted: false, skips })
  }

  /** What stands instead where the innermost block is skipped. False outside of blocks. */
  otherwise(written: Written): boolean {
    const block = this.#blocks.at(-1)
    if (block === undefined) return false
    if (block.section === undefined || block.skips) block.skips = true
    else {
      block.own.push(this.#pieces.length, this.#pieces.length + 1)
      block.inverted = !block.inverted
      this.#add({ kind: 'close', ...aloneIf(written) })
      this.#add({ kind: 'open', ...block.section, inverted: block.inverted, ...aloneIf(written) })
    }
    return true
  }

  /** The rest of the innermost block is left out. */
  skipRest(): void {
    const block = this.#blocks.at(-1)
    if (block !== undefined) block.skips = true
  }

  close(keyword: string, written: Written): void {
    const block = this.#blocks.at(-1)
    if (block?.keyword !== keyword) return this.lose(written, 'unclosed')
    this.#blocks.pop()
    if (block.section !== undefined) this.#add({ kind: 'close', ...aloneIf(written) })
  }

  /** Blocks that are still open are taken away; their text stays. */
  finish(): Translation {
    for (const { own, tag, start, end } of this.#blocks.splice(0)) {
      for (const index of own) this.#pieces[index] = undefined
      this.lose({ tag, start, end }, 'unclosed')
    }
    return {
      pieces: this.#pieces.filter((piece) => piece !== undefined),
      losses: this.#losses.toSorted((a, b) => a.start - b.start),
      conditions: [...this.#conditions],
      lists: [...this.#lists],
    }
  }

  get #isSkipping(): boolean {
    return this.#blocks.some(({ skips }) => skips)
  }

  #resolve(path: readonly string[]): Resolved | undefined {
    const ofItem = this.#items === 'by their names' && this.#loops.length > 0
    return ofItem ? resolveItem(path, this.#loops) : resolveName(path, this.#loops, this.#known)
  }

  #insert(resolved: Resolved | undefined, written: Written): void {
    if (resolved === undefined) return this.lose(written, 'expression')
    if (resolved.shadowed) this.lose(written, 'outer name')
    this.#add({ kind: 'value', path: resolved.path, root: resolved.root })
  }

  #open(
    keyword: string,
    written: Written,
    { path, root }: Resolved,
    { loop, inverted }: { readonly loop: Loop | undefined; readonly inverted: boolean },
  ): void {
    if (this.#blocks.length >= deepest) return this.lose(written, 'unclosed')
    const { tag, start, end } = written
    const block: Block = {
      keyword,
      tag,
      start,
      end,
      own: [this.#pieces.length],
      loop,
      section: { path, root },
      inverted,
      skips: this.#isSkipping,
    }
    this.#add({ kind: 'open', path, root, inverted, ...aloneIf(written) })
    this.#blocks.push(block)
  }

  #add(piece: Piece): void {
    if (!this.#isSkipping) this.#pieces.push(piece)
  }
}

function aloneIf({ isAlone }: Written): { readonly isAlone?: true } {
  return isAlone === true ? { isAlone } : {}
}
