import type { Json } from '../../digest/digest.ts'
import type { ModelDocument, PromptDocument } from '../../resources/schema.gen.ts'
import { reservedKeys } from '../../source/reserved-keys.ts'
import { allotCases, type InputNames, isColumn } from '../cases.ts'
import type { Cursor } from '../cursor.ts'
import type { Imported, ImportedResource, ImportRequest } from '../imported.ts'
import type { TemplateContext } from '../messages.ts'
import { readDocument } from '../read-yaml.ts'
import type { SourceCase, Vars } from '../source-case.ts'
import { suitesOf } from '../suites.ts'
import { valuesOf } from '../template/known-values.ts'
import { type AssertionContext, readAssertions } from './assertions.ts'
import { reportConfig, reportTest } from './fields.ts'
import { judges } from './judges.ts'
import { type PromptfooModel, readModels } from './models.ts'
import { readPrompts } from './prompts.ts'
import { documentBeside, referenceIn, resolved } from './references.ts'
import { type BuiltPrompt, buildPrompts } from './subjects.ts'
import { optionOf, type PromptfooTest, readTests } from './tests.ts'
import { pointerOf } from './transform.ts'
import { isTemplate } from './vars.ts'

const format = 'promptfoo'
const dialect = 'nunjucks'

/** Reads a configuration of promptfoo: its prompts with the first model, and suites of its tests. */
export async function importPromptfoo(request: ImportRequest): Promise<Imported> {
  const { file, text, findings } = request
  const { root, diagnostics } = readDocument(file, text)
  findings.keep(diagnostics)
  const resources = root === undefined ? [] : await read(root, request)
  return { format, dialect, resources }
}

async function read(root: Cursor, request: ImportRequest): Promise<readonly ImportedResource[]> {
  const { findings } = request
  reportConfig(root, request)
  const defaults = await defaultTest(root, request)
  const tests = await readTests(root, defaults, request)
  for (const source of new Set([...listed(defaults), ...tests.flatMap(({ sources }) => sources)]))
    reportTest(source, request)
  const models = await readModels(root.field('providers') ?? root.field('targets'), request)
  const around = { prefix: textOf(defaults, 'prefix'), suffix: textOf(defaults, 'suffix') }
  const prompts = await readPrompts(root.field('prompts'), root, around, request)
  const context: TemplateContext = { dialect, known: valuesOf(tests.map(({ vars }) => vars)), findings }
  const made = new Map<string, ModelDocument>()
  const built = buildPrompts({
    prompts,
    models: usableModels(models, root, request),
    made,
    context,
    request,
    root,
    isTested: tests.length > 0,
  })
  if (built.length === 0) {
    findings.report(root.field('prompts')?.place ?? root.place, { code: 'import-nothing', what: 'prompt' })
    return []
  }
  const assertions: AssertionContext = {
    template: context,
    request,
    root,
    hasTools: built.every(({ document }) => (document.tools ?? []).length > 0),
    judgeOf: judges({ defaults, made, request }),
  }
  const sources = await sourceCases(tests, assertions)
  const suites = suitesFor(root, built, sources, request)
  return [...made.values(), ...built.map(({ document }) => document), ...suites]
}

function listed(cursor: Cursor | undefined): readonly Cursor[] {
  return cursor === undefined ? [] : [cursor]
}

function textOf(defaults: Cursor | undefined, name: string): string {
  return optionOf(listed(defaults), name)?.text ?? ''
}

async function defaultTest(root: Cursor, request: ImportRequest): Promise<Cursor | undefined> {
  const written = root.field('defaultTest')
  const reference = written?.text === undefined ? undefined : referenceIn(written.text)
  if (written === undefined || reference === undefined) return written
  return reference.kind === 'file' ? documentBeside(reference.path, written, request) : resolved(written, request)
}

/** Without a model that can be asked, a prompt is written for one that replays. */
function usableModels(
  models: readonly PromptfooModel[],
  root: Cursor,
  { findings, providers }: ImportRequest,
): readonly PromptfooModel[] {
  if (models.length > 0) return models
  const at = root.field('providers') ?? root.field('targets') ?? root
  findings.report(at.place, { code: 'import-lost', what: 'providers', why: 'unusable' })
  const reference = `${providers.bind('unknown', {}, { place: at.place, findings })}/unknown`
  return [{ label: reference, reference, parameters: {}, output: undefined, tools: [], prompts: undefined, at }]
}

/** Tests with their assertions. The same assertions of many tests are read, and reported, once. */
async function sourceCases(tests: readonly PromptfooTest[], context: AssertionContext): Promise<readonly SourceCase[]> {
  const known = new Map<Cursor, Awaited<ReturnType<typeof readAssertions>>>()
  const reported = new Set<Cursor>()
  const cases: SourceCase[] = []
  for (const test of tests) {
    for (const assertion of test.assertions) {
      if (!known.has(assertion)) known.set(assertion, await readAssertions([assertion], context))
    }
    const at = transformOf(test, reported, context.request)
    const assertions = test.assertions
      .flatMap((one) => known.get(one) ?? [])
      .map((one) => ({ ...one, at: one.at ?? at }))
    reportTemplates(test, reported, context.request)
    cases.push({
      title: test.description,
      vars: test.vars,
      columns: columnsOf(test, context.request),
      assertions,
      place: test.at.place,
    })
  }
  return cases
}

/** A transform of all answers that only takes a value out of them is where every assertion looks. */
function transformOf(
  { sources }: PromptfooTest,
  reported: Set<Cursor>,
  { findings }: ImportRequest,
): string | undefined {
  const transform = optionOf(sources, 'transform')
  const pointer = transform?.text === undefined ? undefined : pointerOf(transform.text)
  const owner = sources.find((source) => source.field('options')?.field('transform') !== undefined)
  if (transform === undefined || pointer !== undefined || owner === undefined || reported.has(owner)) return pointer
  reported.add(owner)
  findings.report(transform.keyPlace, { code: 'import-executes', what: 'transform' })
  findings.report(transform.keyPlace, { code: 'import-changed', what: 'assert', why: 'whole answer' })
  return undefined
}

function reportTemplates({ vars, at }: PromptfooTest, reported: Set<Cursor>, { findings }: ImportRequest): void {
  if (reported.has(at)) return
  reported.add(at)
  for (const [name, value] of Object.entries(vars)) {
    if (isTemplate(value))
      findings.report(at.field('vars')?.field(name)?.place ?? at.place, {
        code: 'import-template',
        tag: name,
        why: 'value',
      })
  }
}

/** Metadata by which results can be broken down. */
function columnsOf({ sources }: PromptfooTest, { findings }: ImportRequest): Vars {
  const fields = sources.toReversed().flatMap((source) => source.field('metadata')?.fields() ?? [])
  return Object.fromEntries(
    fields.flatMap(({ name, value, keyPlace }): readonly (readonly [string, Json])[] => {
      const isPlain =
        (typeof value === 'string' && value !== '') || typeof value === 'number' || typeof value === 'boolean'
      if (isPlain && isColumn(name) && !reservedKeys.has(name)) return [[name, value]]
      if (value !== '') findings.report(keyPlace, { code: 'import-unused', what: name })
      return []
    }),
  )
}

function suitesFor(
  root: Cursor,
  built: readonly BuiltPrompt[],
  sources: readonly SourceCase[],
  request: ImportRequest,
): readonly ImportedResource[] {
  if (sources.length === 0) return []
  const { findings, names, base } = request
  const inputs: InputNames = {
    names: new Set(built.flatMap(({ messages }) => messages.names)),
    conditions: new Set(built.flatMap(({ messages }) => messages.conditions)),
    lists: new Set(built.flatMap(({ messages }) => messages.lists)),
    absent: () => '',
  }
  const documents: readonly PromptDocument[] = built.map(({ document }) => document)
  const cases = allotCases(sources, inputs, documents, findings)
  if (sources.some(({ assertions }) => assertions.length === 0)) {
    const at = root.field('tests') ?? root.field('scenarios') ?? root
    findings.report(at.keyPlace, { code: 'import-changed', what: at.name, why: 'no assertion' })
  }
  const subjects = built.map(({ document, models }) => ({ name: document.name, models }))
  return suitesOf({
    base,
    subjects,
    cases,
    inputs: inputs.names,
    common: commonOf(root, request),
    names,
  })
}

/** What every suite has. */
function commonOf(root: Cursor, { findings }: ImportRequest): { readonly trials?: number } {
  const repeat = root.field('evaluateOptions')?.field('repeat')
  const { value } = repeat ?? { value: 1 }
  if (Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= 100) {
    return value === 1 ? {} : { trials: Number(value) }
  }
  if (repeat !== undefined) findings.report(repeat.keyPlace, { code: 'import-lost', what: 'repeat', why: 'unusable' })
  return {}
}
