import { TemplateBuilder } from './builder.ts'
import { unknownValues } from './known-values.ts'
import type { Translation } from './piece.ts'

/** A name as templates here can have it. */
const safeName = /^[\p{L}\p{M}\p{N}_$@:-]+$/u

/**
 * What a key of GitHub's test data is called here: dots would lead into a mapping, and spaces are no part of a name.
 */
export function nameOfKey(key: string): string {
  if (safeName.test(key)) return key
  const safe = key.replace(/[^\p{L}\p{M}\p{N}_$@:-]+/gu, '_')
  return safe === '' ? '_' : safe
}

/**
 * Reads a text in which GitHub replaces `{{key}}` literally: no white space inside, no sections, nothing nested. `keys`
 * are those of the test data; what is in braces and is no key would stay as it is, and so becomes a name, too.
 */
export function readReplacement(text: string, keys: ReadonlySet<string>): Translation {
  const builder = new TemplateBuilder(unknownValues, 'by their names')
  let at = 0
  for (const found of text.matchAll(/\{\{([^{}\n]*)\}\}/g)) {
    const [tag, key = ''] = found
    const written = { tag, start: found.index, end: found.index + tag.length }
    const name = keys.has(key) ? key : key.trim()
    builder.text(text.slice(at, written.start))
    at = written.end
    if (!keys.has(key) && !safeName.test(name)) builder.lose(written, 'expression')
    else {
      if (name !== key && keys.has(name)) builder.lose(written, 'spaces')
      builder.value([nameOfKey(name)], written)
    }
  }
  builder.text(text.slice(at))
  return builder.finish()
}
