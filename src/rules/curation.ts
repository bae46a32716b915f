import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { canonicalJson, type Json } from '../digest/digest.ts'
import type { DatasetDraft } from '../resources/draft.ts'
import type { Rule } from '../resources/load.ts'
import type { Case } from '../resources/project.ts'
import { errorAt } from '../source/error-at.ts'

/** What a Dataset says of its cases holds for them. */
export const curation: Rule = function* (draft) {
  for (const dataset of draft.of('Dataset')) {
    if (!dataset.complete || dataset.fields.curation === undefined) continue
    const { required = [], distinct = [] } = dataset.fields.curation
    for (const name of required) yield* missing(name, dataset.cases)
    for (const name of distinct) yield* repeated(name, dataset.cases)
    yield* tooMuch(dataset)
  }
}

/** `id`, `input.NAME`, `expected.NAME`, or a column. */
function valueOf(name: string, { id, ownId, input, expected, columns }: Case): Json | undefined {
  if (name === 'id') return ownId ? id : undefined
  const [part, ...rest] = name.split('.')
  const [fields, key] = rest.length === 0 ? [columns, name] : [part === 'input' ? input : expected, rest.join('.')]
  return Object.hasOwn(fields, key) ? fields[key] : undefined
}

function* missing(name: string, cases: readonly Case[]): Generator<Diagnostic> {
  for (const one of cases) {
    if (!isEmpty(valueOf(name, one))) continue
    yield errorAt(one.place, { code: 'curation-missing', case: one.id, name })
  }
}

function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true
  return typeof value === 'string' ? value.trim() === '' : Array.isArray(value) && value.length === 0
}

function* repeated(name: string, cases: readonly Case[]): Generator<Diagnostic> {
  const firsts = new Map<string, Case>()
  for (const one of cases) {
    const value = valueOf(name, one)
    if (value === undefined) continue
    const first = firsts.get(canonicalJson(value))
    if (first === undefined) firsts.set(canonicalJson(value), one)
    else {
      const related = [{ label: 'first here', place: first.place }]
      yield errorAt(one.place, { code: 'curation-repeated', name, case: first.id }, related)
    }
  }
}

function* tooMuch({ cases, fields, placeOf }: DatasetDraft): Generator<Diagnostic> {
  for (const [name, limit] of Object.entries(fields.curation?.maxShare ?? {})) {
    const counts = new Map<string, number>()
    for (const one of cases) {
      const value = valueOf(name, one)
      const text = typeof value === 'string' ? value : canonicalJson(value ?? null)
      if (value !== undefined) counts.set(text, (counts.get(text) ?? 0) + 1)
    }
    for (const [value, count] of counts) {
      const share = count / cases.length
      if (share <= limit) continue
      yield errorAt(placeOf(['curation', 'maxShare', name]), { code: 'curation-share', name, value, share, limit })
    }
  }
}
