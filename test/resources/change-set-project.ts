import type { Place } from '../../src/diagnostic/place.ts'
import type { Json } from '../../src/digest/digest.ts'
import { casesFrom } from '../../src/resources/cases.ts'
import type { AssertionType } from '../../src/resources/assertion-types.ts'
import type {
  Assertion,
  Case,
  Dataset,
  EvalSuite,
  Gate,
  KindName,
  Metric,
  Model,
  Parameters,
  Project,
  Prompt,
  Resource,
} from '../../src/resources/project.ts'

interface Written {
  readonly formerly?: string
  readonly description?: string
  /** The YAML file it stands in. */
  readonly file?: string
}

export interface ModelFields extends Written {
  readonly id: string
  readonly parameters?: Parameters
  readonly price?: { readonly input: number; readonly output: number }
  readonly api?: 'chat' | 'responses'
  readonly stream?: boolean
}

export interface PromptFields extends Written {
  readonly model: string
  readonly user: string
  readonly parameters?: Parameters
  readonly output?: Json
  /** The file that holds the text of `user`. */
  readonly textFile?: string
}

export interface DatasetFields extends Written {
  readonly cases: readonly Json[]
  readonly slices?: readonly string[]
  /** The file that holds the cases. */
  readonly dataFile?: string
}

export interface AssertionFields {
  readonly type: AssertionType
  readonly metric?: string
  readonly negated?: boolean
  readonly value?: Json
  readonly threshold?: number
  readonly judge?: Model
  readonly at?: string
  readonly weight?: number
  readonly gate?: Partial<Gate>
}

export interface SuiteFields extends Written {
  readonly subject: string
  readonly dataset?: string
  readonly cases?: readonly Json[]
  readonly assert: readonly AssertionFields[]
  readonly models?: readonly string[]
  readonly trials?: number
  readonly coverage?: number
}

export interface Tree {
  readonly project?: Written & { readonly name?: string; readonly gate?: Partial<Gate>; readonly budget?: Json }
  readonly models?: { readonly [name: string]: ModelFields }
  readonly prompts?: { readonly [name: string]: PromptFields }
  readonly datasets?: { readonly [name: string]: DatasetFields }
  readonly suites?: { readonly [name: string]: SuiteFields }
}

/** A linked project as its resources would be loaded, in the order in which they are given. */
export function projectOf({ project = {}, models = {}, prompts = {}, datasets = {}, suites = {} }: Tree): Project {
  const { name = 'support', ...policy } = project
  const linkedModels = mapOf(models, modelOf)
  const linkedPrompts = mapOf(prompts, (prompt, key) => promptOf(prompt, key, linkedModels))
  const linkedDatasets = mapOf(datasets, datasetOf)
  const links = { models: linkedModels, prompts: linkedPrompts, datasets: linkedDatasets, gate: policy.gate ?? {} }
  return {
    name,
    folder: '',
    models: linkedModels,
    prompts: linkedPrompts,
    chains: new Map(),
    applications: new Map(),
    knowledgeBases: new Map(),
    datasets: linkedDatasets,
    targets: new Map(),
    suites: mapOf(suites, (suite, key) => suiteOf(suite, key, links)),
    resources: [
      resourceOf('Project', name, { apiVersion: 'llmops/v1', ...policy }),
      ...Object.entries(suites).map(([key, fields]) => resourceOf('EvalSuite', key, fields)),
      ...Object.entries(models).map(([key, fields]) => resourceOf('Model', key, fields)),
      ...Object.entries(prompts).map(([key, fields]) => resourceOf('Prompt', key, fields)),
      ...Object.entries(datasets).map(([key, fields]) => resourceOf('Dataset', key, fields)),
    ],
  }
}

function mapOf<T, U>(values: { readonly [name: string]: T }, make: (value: T, name: string) => U): Map<string, U> {
  return new Map(Object.entries(values).map(([name, value]) => [name, make(value, name)]))
}

function placeIn(file = 'llmops.yaml'): Resource['place'] {
  return { in: 'yaml', file, document: 0, path: [], part: 'value' }
}

/** Where a resource stands and where its files are is no part of its meaning. */
const places = ['formerly', 'file', 'textFile', 'dataFile']

function resourceOf(kind: KindName, name: string, fields: Written & { readonly apiVersion?: string }): Resource {
  const meaning = Object.fromEntries(Object.entries(fields).filter(([field]) => !places.includes(field)))
  return { kind, name, formerly: fields.formerly, place: placeIn(fields.file), meaning }
}

function modelOf({ id, parameters = {}, price, api, stream }: ModelFields, name: string): Model {
  const [provider = '', ...rest] = id.split('/')
  const asked = { ...(api === 'responses' && { api }), ...(stream === true && { stream }) }
  return {
    name,
    provider,
    id: rest.join('/'),
    ...asked,
    parameters,
    price,
    contextWindow: undefined,
    retires: undefined,
  }
}

function promptOf(prompt: PromptFields, name: string, models: ReadonlyMap<string, Model>): Prompt {
  const model = models.get(prompt.model) ?? modelOf({ id: prompt.model }, prompt.model)
  const place: Place =
    prompt.textFile === undefined ? placeIn(prompt.file) : { in: 'text', file: prompt.textFile, start: 0, end: 0 }
  return {
    kind: 'Prompt',
    name,
    formerly: prompt.formerly,
    place: placeIn(prompt.file),
    model,
    parameters: prompt.parameters ?? {},
    messages: [{ role: 'user', content: { text: prompt.user, place } }],
    inputs: [...prompt.user.matchAll(/\{\{(\w+)\}\}/g)].map(([, input = '']) => input),
    output: prompt.output,
  }
}

export function casesOf(rows: readonly Json[], file = 'llmops.yaml'): readonly Case[] {
  const { cases, diagnostics } = casesFrom(rows, () => placeIn(file))
  if (diagnostics.length > 0) throw new Error(`no cases: ${JSON.stringify(diagnostics)}`)
  return cases
}

function datasetOf({ cases, slices = [], file, dataFile }: DatasetFields, name: string): Dataset {
  return { name, cases: casesOf(cases, dataFile ?? file), slices }
}

interface Links extends Pick<Project, 'models' | 'prompts' | 'datasets'> {
  readonly gate: Partial<Gate>
}

function suiteOf(suite: SuiteFields, name: string, links: Links): EvalSuite {
  const { subject, dataset, cases = [], models = [], trials = 1, coverage = 0.95 } = suite
  const linked = links.prompts.get(subject)
  if (linked === undefined) throw new Error(`no prompt ${subject}`)
  const data = dataset === undefined ? undefined : links.datasets.get(dataset)
  const metrics = metricsOf(suite.assert, links.gate, suite.file)
  const shown = models.map((model) => links.models.get(model) ?? modelOf({ id: model }, model))
  const measure = {
    cases: data?.cases ?? casesOf(cases, suite.file),
    slices: data?.slices ?? [],
    metrics,
    trials,
    coverage,
  }
  return { name, formerly: suite.formerly, place: placeIn(suite.file), subject: linked, models: shown, measure }
}

export function metricsOf(
  assert: readonly AssertionFields[],
  gate: Partial<Gate> = {},
  file?: string,
): readonly Metric[] {
  const names = [...new Set(assert.map(({ metric, type }) => metric ?? type))]
  return names.map((name) => {
    const own = assert.filter(({ metric, type }) => (metric ?? type) === name)
    const { maxDrop = 0.05, min } = { ...gate, ...own.find((one) => one.gate !== undefined)?.gate }
    const assertions = own.map((one) => assertionOf(one, name, file))
    return { name, scale: own.length === 1 ? 'binary' : 'graded', assertions, gate: { maxDrop, min } }
  })
}

function assertionOf(
  { type, negated = false, value, threshold, judge, at, weight = 1 }: AssertionFields,
  metric: string,
  file?: string,
): Assertion {
  return { type, negated, metric, value, threshold, judge, at, weight, place: placeIn(file) }
}
