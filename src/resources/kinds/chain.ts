import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import type { Shaped, StepDraft } from '../draft.ts'
import type { ProjectFiles } from '../project-files.ts'
import { type Kind, type Reading, resourceOf } from '../reading.ts'
import type { Step } from '../schema.gen.ts'
import { parseDraft, readTemplate, type TemplateDraft } from '../template-draft.ts'

export const chain: Kind<'Chain'> = {
  async read(document, files) {
    const { fields } = document
    const read = await Promise.all(fields.steps.map((step, index) => readStep(document, step, index, files)))
    const steps = read.map(({ value }) => value)
    const diagnostics = read.flatMap((one) => one.diagnostics)
    const resource = resourceOf(document, { ...fields, steps: steps.map(meaningOf) })
    return { value: { ...document, resource, complete: diagnostics.length === 0, steps }, diagnostics }
  },
}

async function readStep(
  document: Shaped<'Chain'>,
  fields: Step,
  index: number,
  files: ProjectFiles,
): Promise<Reading<StepDraft>> {
  const path = ['steps', index]
  const placeOf: StepDraft['placeOf'] = (inner, part) => document.placeOf([...path, ...inner], part)
  const inputs = Object.entries(fields.with ?? {}).map(([name, text]) => {
    return { name, ...parseDraft({ text, place: placeOf(['with', name]) }) }
  })
  const key = (['query', 'text', 'json'] as const).find((field) => fields[field] !== undefined)
  const written = key && fields[key]
  const read: Reading<TemplateDraft | undefined> =
    key === undefined || written === undefined
      ? { value: undefined, diagnostics: [] }
      : await readTemplate(document, [...path, key], written, files)
  const diagnostics: readonly Diagnostic[] = [...inputs, read].flatMap((one) => one.diagnostics)
  const value = {
    fields,
    placeOf,
    with: new Map(inputs.map((input) => [input.name, input.value])),
    template: read.value,
  }
  return { value, diagnostics }
}

function meaningOf({ fields, template }: StepDraft): Step {
  return fields.text === undefined || template === undefined ? fields : { ...fields, text: template.content.text }
}
