import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import type { Json } from '../../digest/digest.ts'
import { assertionNamed } from '../assertion-type.ts'
import { meaningOfCases } from '../case-meaning.ts'
import { casesFrom, type ReadCases } from '../cases.ts'
import type { AssertionDraft, Shaped } from '../draft.ts'
import { readSchema } from '../json-schemas.ts'
import { isMapping } from '../json-shape.ts'
import type { ProjectFiles } from '../project-files.ts'
import { type Kind, type Reading, resourceOf } from '../reading.ts'
import type { Assertion } from '../schema.gen.ts'

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
      assert: assertions.map(({ fields: written, value }) => (value === undefined ? written : { ...written, value })),
    })
    return {
      value: { ...document, resource, complete: diagnostics.length === 0, cases: own?.cases, assertions },
      diagnostics,
    }
  },
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
  const written = fields.value as Json | undefined
  const { value: schema, diagnostics } =
    type === 'is-json' && (isMapping(written) || typeof written === 'boolean')
      ? await readSchema(document, [...path, 'value'], written, files)
      : { value: undefined, diagnostics: [] }
  const value: AssertionDraft = {
    fields,
    place: document.placeOf(path),
    placeOf: (inner, part) => document.placeOf([...path, ...inner], part),
    type,
    negated,
    metric: fields.metric ?? fields.type,
    value: schema?.value ?? written,
    schema,
  }
  return { value, diagnostics }
}
