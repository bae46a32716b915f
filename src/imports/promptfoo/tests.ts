import type { Json } from '../../digest/digest.ts'
import { readJsonLines } from '../../resources/cases-json-rows.ts'
import { limits } from '../../source/limits.ts'
import { Cursor } from '../cursor.ts'
import type { ImportRequest } from '../imported.ts'
import type { Vars } from '../source-case.ts'
import { csvTests } from './csv.ts'
import { documentBeside, filesOf, pathReference, readBeside, referenceIn, reportUnread } from './references.ts'
import { combinationsOf, valuesOfVar, withNamesFilledIn } from './vars.ts'

/** A test with what it takes over from others, before its assertions are read. */
export interface PromptfooTest {
  readonly description: string | undefined
  readonly vars: Vars
  readonly assertions: readonly Cursor[]
  /** Of the test, then of what it takes over from; the first that has an option says it. */
  readonly sources: readonly Cursor[]
  readonly at: Cursor
}

/** Tests of one configuration, combinations of variables included. */
const mostTests = 50_000

/**
 * The tests of a configuration: its own, and those of its scenarios, each combination of variables a test of its own.
 */
export async function readTests(
  root: Cursor,
  defaults: Cursor | undefined,
  request: ImportRequest,
): Promise<readonly PromptfooTest[]> {
  const own = await testsIn(root.field('tests'), request)
  const tests: PromptfooTest[] = []
  for (const test of own) {
    if (tests.length <= mostTests) tests.push(...(await expanded([test, ...listed(defaults)], request)))
  }
  for (const scenario of root.field('scenarios')?.items() ?? []) {
    if (tests.length <= mostTests) tests.push(...(await scenarioTests(scenario, defaults, request)))
  }
  if (tests.length <= mostTests) return tests
  request.findings.report(root.place, { code: 'import-lost', what: 'tests', why: 'too many' })
  return tests.slice(0, mostTests)
}

function listed(cursor: Cursor | undefined): readonly Cursor[] {
  return cursor === undefined ? [] : [cursor]
}

/** Every test of a scenario with every set of its variables. */
async function scenarioTests(
  written: Cursor,
  defaults: Cursor | undefined,
  request: ImportRequest,
): Promise<readonly PromptfooTest[]> {
  const configs = await testsIn(written.field('config'), request)
  const own = await testsIn(written.field('tests'), request)
  const tests: PromptfooTest[] = []
  for (const config of configs) {
    for (const test of own.length === 0 ? [config] : own) {
      if (tests.length > mostTests) return tests
      const sources = test === config ? [config] : [test, config]
      tests.push(...(await expanded([...sources, ...listed(defaults)], request)))
    }
  }
  return tests
}

/** Tests are written in a list, or in files that are named there or instead of it. */
async function testsIn(written: Cursor | undefined, request: ImportRequest): Promise<readonly Cursor[]> {
  const tests: Cursor[] = []
  for (const item of written?.oneOrMore() ?? []) {
    const path = item.text === undefined ? item.field('path') : item
    if (path?.text === undefined) tests.push(item)
    else tests.push(...(await testsOfPath(path, request)))
  }
  return tests
}

async function testsOfPath(path: Cursor, request: ImportRequest): Promise<readonly Cursor[]> {
  const text = path.text ?? ''
  const reference = text.includes('://') ? referenceIn(text) : pathReference(text)
  if (reference.kind !== 'file') {
    reportUnread(reference.kind === 'code' ? 'code' : 'network', path, request)
    return []
  }
  const tests: Cursor[] = []
  for (const file of await filesOf(reference.path, path, request))
    tests.push(...(await testsOfFile(file, path, request)))
  return tests
}

async function testsOfFile(path: string, at: Cursor, request: ImportRequest): Promise<readonly Cursor[]> {
  const extension = /\.([^.]+)$/.exec(path)?.[1]?.toLowerCase()
  if (extension === 'yaml' || extension === 'yml' || extension === 'json') {
    return (await documentBeside(path, at, request))?.oneOrMore() ?? []
  }
  if (extension !== 'csv' && extension !== 'jsonl') {
    request.findings.report(at.place, { code: 'import-lost', what: path, why: 'unusable' })
    return []
  }
  const read = await readBeside(path, at, request, limits.dataBytes)
  if (read === undefined) return []
  if (extension === 'csv') return csvTests(read, at, request.findings)
  const { rows, diagnostics } = readJsonLines(read)
  request.findings.keep(diagnostics.map((one) => ({ ...one, severity: 'warning' as const })))
  return rows.map(({ value, placeOf }) => new Cursor(value, (keys) => placeOf(keys)))
}

/** A test for each combination of its variables. */
async function expanded(sources: readonly Cursor[], request: ImportRequest): Promise<readonly PromptfooTest[]> {
  const [test, ...others] = sources
  if (test === undefined) return []
  const expands = optionOf(sources, 'disableVarExpansion')?.value !== true
  const values = new Map<string, readonly Json[]>()
  for (const source of sources.toReversed()) {
    for (const field of await varsOf(source, request)) {
      values.delete(field.name)
      values.set(field.name, await valuesOfVar(field, expands, request))
    }
  }
  const there = new Map([...values].filter(([, choices]) => choices.length > 0))
  const combinations = combinationsOf(there)
  if (combinations === undefined) {
    request.findings.report(test.place, { code: 'import-lost', what: 'vars', why: 'too many' })
    return []
  }
  const withoutDefaults = optionOf(sources, 'disableDefaultAsserts')?.value === true
  const asserting = withoutDefaults ? sources.slice(0, -1) : sources
  const assertions = asserting.toReversed().flatMap((source) => source.field('assert')?.items() ?? [])
  const description = sources.flatMap((source) => source.field('description')?.text ?? [])[0]
  return combinations.map((vars) => {
    return { description, vars: withNamesFilledIn(vars), assertions, sources: [test, ...others], at: test }
  })
}

/** An option of a test, or of what it takes over from. */
export function optionOf(sources: readonly Cursor[], name: string): Cursor | undefined {
  return sources.map((source) => source.field('options')?.field(name)).find((option) => option !== undefined)
}

/** Variables as they are written, or as a file has them. */
async function varsOf(source: Cursor, request: ImportRequest): Promise<readonly Cursor[]> {
  const vars = source.field('vars')
  if (vars === undefined || vars.isMapping) return vars?.fields() ?? []
  const fields: Cursor[] = []
  for (const path of vars.oneOrMore()) {
    if (path.text === undefined) continue
    const reference = path.text.includes('://') ? referenceIn(path.text) : pathReference(path.text)
    if (reference.kind === 'file')
      fields.push(...((await documentBeside(reference.path, path, request))?.fields() ?? []))
    else reportUnread(reference.kind === 'code' ? 'code' : 'network', path, request)
  }
  return fields
}
