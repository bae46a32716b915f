import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import type { Json } from '../../digest/digest.ts'
import { assertionNamed } from '../assertion-type.ts'
import { supportedType } from '../assertion-types.ts'
import { meaningOfCases } from '../case-meaning.ts'
import { casesFrom, type ReadCases } from '../cases.ts'
import type { AssertionDraft, Shaped } from '../draft.ts'
import { readSchema } from '../json-schemas.ts'
import { isMapping } from '../json-shape.ts'
import { type Labels, nameLabels, readLabels } from '../labels.ts'
import type { ProjectFiles } from '../project-files.ts'
import { limits } from '../../source/limits.ts'
import { type Kind, type Reading, readReferenced, resourceOf } from '../reading.ts'
import type { Assertion } from '../schema.gen.ts'
import { readText } from '../texts.ts'

export const evalSuite: Kind<'EvalSuite'> = {
  async read(document, files) {
    const { fields } = document
    const read = await Promise.all(fields.assert.map((one, index) => readAssertion(document, one, index, files)))
    const assertions = read.map(({ value }) => value)
    const own = ownCases(document)
    const diagnostics: readonly Diagnostic[] = [...read, own].flatMap((one) => one?.diagnostics ?? [])
    const resource = resourceOf(document, {
      ...fields,
      cases: own && meaningOfCases(own.cases),
      assert: assertions.map(meaningOfAssertion),
    })
    return {
      value: { ...document, resource, complete: diagnostics.length === 0, cases: own?.cases, assertions },
      diagnostics,
    }
  },
}

function meaningOfAssertion({ fields, value, labels }: AssertionDraft): object {
  return { ...fields, ...(value !== undefined && { value }), ...(labels && { labels: nameLabels(labels) }) }
}

function ownCases(document: Shaped<'EvalSuite'>): ReadCases | undefined {
  const { cases } = document.fields
  return cases && casesFrom(cases as Json, (path) => document.placeOf(['cases', ...path]))
}

async function readAssertion(
  document: Shaped<'EvalSuite'>,
  fields: Assertion,
  index: number,
  files: ProjectFiles,
): Promise<Reading<AssertionDraft>> {
  const { type, negated } = assertionNamed(fields.type)
  const path = ['assert', index]
  const { schema, text, diagnostics } = await readValue(document, fields, index, files)
  const labels = await readLabelsOf(document, fields, index, files)
  const value: AssertionDraft = {
    fields,
    place: document.placeOf(path),
    placeOf: (inner, part) => document.placeOf([...path, ...inner], part),
    type,
    negated,
    metric: fields.metric ?? fields.type,
    value: schema?.value ?? text?.text ?? (fields.value as Json | undefined),
    schema,
    text,
    labels: labels.value,
  }
  return { value, diagnostics: [...diagnostics, ...labels.diagnostics] }
}

async function readLabelsOf(
  document: Shaped<'EvalSuite'>,
  { labels }: Assertion,
  index: number,
  files: ProjectFiles,
): Promise<Reading<Labels | undefined>> {
  if (labels === undefined) return { value: undefined, diagnostics: [] }
  const path = ['assert', index, 'labels', 'file']
  const { value, diagnostics } = await readReferenced(document, path, labels.file, files, limits.dataBytes)
  return value === undefined ? { value, diagnostics } : readLabels(value)
}

interface ReadValue extends Pick<AssertionDraft, 'schema' | 'text'> {
  readonly diagnostics: readonly Diagnostic[]
}

/** What a file holds, where the value names one and the type can have one. */
async function readValue(
  document: Shaped<'EvalSuite'>,
  fields: Assertion,
  index: number,
  files: ProjectFiles,
): Promise<ReadValue> {
  const { base } = assertionNamed(fields.type)
  const need = supportedType(base)?.entry.value
  const path = ['assert', index, 'value']
  const written = fields.value as Json | undefined
  if (need === 'JSON Schema' && (isMapping(written) || typeof written === 'boolean')) {
    const { value, diagnostics } = await readSchema(document, path, written, files)
    return { schema: value, text: undefined, diagnostics }
  }
  const file = need === 'criterion' || need === 'criteria' ? fileIn(written) : undefined
  if (file === undefined) return { schema: undefined, text: undefined, diagnostics: [] }
  const { value, diagnostics } = await readText(document, path, { file }, files)
  return { schema: undefined, text: value, diagnostics }
}

/** The path in `{file: path}`, if a value is that and nothing else. */
function fileIn(value: Json | undefined): string | undefined {
  if (!isMapping(value) || Object.keys(value).length !== 1) return undefined
  return typeof value['file'] === 'string' ? value['file'] : undefined
}
