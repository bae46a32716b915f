import { scanTags } from '../../resources/template-tags.ts'
import { TemplateBuilder } from './builder.ts'
import type { KnownValues, Translation } from './piece.ts'

/** Reads a mustache template: ours, but for partials, changed delimiters and names that are none. */
export function readMustache(text: string, known: KnownValues): Translation {
  const builder = new TemplateBuilder(known, 'by their names')
  const { tags, problems } = scanTags(text)
  const wrong = problems.map(({ start, end }) => ({ start, end, tag: text.slice(start, end) }))
  const all = [...tags, ...wrong].toSorted((a, b) => a.start - b.start)
  let at = 0
  for (const found of all) {
    const { start, end } = found
    const written = { tag: text.slice(start, end), start, end }
    if (start < at) continue
    builder.text(text.slice(at, start))
    at = end
    if (!('sigil' in found)) builder.lose(written, found.tag.startsWith('{{>') ? 'partial' : 'expression')
    else if (found.sigil === '') builder.value(found.path, written)
    else if (found.sigil === '#') builder.openSection(found.name, found.path, written)
    else if (found.sigil === '^') builder.openIf(found.name, found.path, written, true, 'exact')
    else if (found.sigil === '/') builder.close(found.name, written)
  }
  builder.text(text.slice(at))
  return builder.finish()
}
