import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { PromptDraft } from '../resources/draft.ts'
import type { Effort } from '../resources/effort.ts'
import { exampleCases } from '../resources/few-shot.ts'
import type { Rule } from '../resources/load.ts'
import type { Case } from '../resources/project.ts'
import { render, type Template } from '../resources/template.ts'
import type { View } from '../resources/template-render.ts'
import { errorAt } from '../source/error-at.ts'
import { nearest } from '../source/nearest.ts'
import { placeWithin } from '../source/snippet.ts'
import { dottedNames } from './dotted-names.ts'
import { lastUserTexts } from './last-user-texts.ts'
import { missingInCases } from './missing-in-cases.ts'
import { unknownNames } from './unknown-names.ts'

/** A prompt that asks for examples gets some, and each has the answer that its template asks for. */
export const examples: Rule = function* (draft) {
  for (const prompt of draft.of('Prompt')) {
    const { fields, placeOf, complete } = prompt
    const dataset = fields.examples && draft.find('Dataset', fields.examples.dataset)
    if (fields.examples === undefined || dataset?.state !== 'found' || !dataset.value.complete || !complete) continue
    if (lastUserTexts(prompt).length === 0) {
      yield errorAt(placeOf(['examples'], 'key'), { code: 'field-needs', field: 'examples', needs: 'user' })
    }
    yield* unknownColumns(prompt, dataset.value.cases)
    const cases = exampleCases(prompt, draft)
    if (cases.length === 0) {
      yield errorAt(placeOf(['examples', 'where'], 'key'), { code: 'no-examples', dataset: dataset.value.name })
    }
    yield* unanswered(prompt, cases, draft.effort)
  }
}

function* unknownColumns({ fields, placeOf }: PromptDraft, cases: readonly Case[]): Generator<Diagnostic> {
  const columns = new Set(cases.flatMap((one) => Object.keys(one.columns)))
  for (const column of Object.keys(fields.examples?.where ?? {})) {
    if (columns.has(column)) continue
    const problem = { code: 'unknown-slice', column, nearest: nearest(column, columns) } as const
    yield errorAt(placeOf(['examples', 'where', column], 'key'), problem)
  }
}

function* unanswered({ exampleAnswer }: PromptDraft, cases: readonly Case[], effort: Effort): Generator<Diagnostic> {
  const template = exampleAnswer?.template
  if (exampleAnswer === undefined || template === undefined || cases.length === 0) return
  const { content } = exampleAnswer
  if (cases.some(({ input, expected }) => isTooLong(template, { input, expected }))) {
    const problem = { code: 'out-of-range', found: 'an answer that never ends', expected: 'at most 16 MiB' } as const
    yield errorAt(content.place, problem)
  }
  for (const unknown of unknownNames(template, cases, ({ input, expected }) => ({ input, expected }), effort)) {
    const { name, start, end, lacking } = unknown
    if (lacking.length < cases.length) {
      yield* missingInCases(unknown)
      continue
    }
    const views = cases.values().map(({ input, expected }) => ({ input, expected }))
    const known = dottedNames(views, name.split('.').length + 1)
    const near = known.find((one) => one === `expected.${name}` || one === `input.${name}`) ?? nearest(name, known)
    const problem = { code: 'unknown-template-name', name, nearest: near, known } as const
    yield errorAt(placeWithin(content.place, content.text, start, end), problem)
  }
}

/** Sections in one another multiply. */
function isTooLong(template: Template, view: View): boolean {
  const rendering = render(template, view)
  return !rendering.ok && rendering.tooLong
}
