import type { Json } from '../digest/digest.ts'
import type {
  Assertion,
  DatasetDocument,
  EvalSuiteDocument,
  PromptDocument,
  Provider,
} from '../resources/schema.gen.ts'
import { assertionNamed } from '../resources/assertion-type.ts'
import { assertionTypes } from '../resources/assertion-types.ts'
import { limits } from '../source/limits.ts'
import { visibleText } from '../source/visible.ts'
import type { Imported, ImportedResource } from './imported.ts'
import type { Providers } from './providers.ts'
import { dialectNames } from './template/dialects.ts'
import { yamlText } from './yaml-text.ts'

/** What was made of one file, and where it goes. */
export interface LayoutSource {
  readonly imported: Imported
  /** As its reader knows the file. */
  readonly shown: string
  /** Name of the YAML file, without its ending. */
  readonly base: string
}

/** What the folder holds already. */
export interface ExistingProject {
  /** Names of the providers that its Project binds; undefined where there is no Project yet. */
  readonly providers: ReadonlySet<string> | undefined
  /** What a new Project is called. */
  readonly name: string
}

/** Texts that are longer stand in a file beside the YAML. */
const mostLines = 8
const mostCharacters = 400
/** Cases that stand in the YAML itself. */
const mostCases = 5
/** Characters of these cases, as JSON. */
const mostOfCases = 4_000
/** Characters of one YAML file: a third of the bytes that it may have, whatever they are. */
const mostOfFile = Math.floor(limits.yamlBytes / 3)
/** Characters of a JSON Schema that stands there. */
const mostSchema = 200

/**
 * The files that hold the resources: path in the project's folder -> text. The same resources give the same bytes. A
 * Project is written only where there is none; what an existing one lacks is reported.
 */
export function layOut(
  sources: readonly LayoutSource[],
  project: ExistingProject,
  { needed: providers }: Providers,
): ReadonlyMap<string, string> {
  const files = new Files()
  if (project.providers === undefined) files.add('llmops.yaml', projectText(project.name, providers))
  reportProviders(providers, project)
  for (const { imported, shown, base } of sources) {
    if (imported.resources.length === 0) continue
    const language = dialectNames[imported.dialect]
    const comment = `# Imported from ${visibleText(shown)} (${imported.format}, ${language} templates).\n`
    const documents = imported.resources.map((resource) => yamlText(placed(resource, files) as unknown as Json))
    for (const [index, text] of parts(documents).entries()) {
      files.add(`llmops/${base}${index === 0 ? '' : `.${index + 1}`}.yaml`, comment + text)
    }
  }
  return files.texts
}

/** Whether a file is one that an import of `base` writes its resources to; relative to the project's folder. */
export function isOwnFile(file: string, base: string): boolean {
  const name = file.startsWith('llmops/') ? file.slice('llmops/'.length) : ''
  return name === `${base}.yaml` || (name.startsWith(`${base}.`) && /^\d+\.yaml$/.test(name.slice(base.length + 1)))
}

/** Documents in as few files as may be, none larger than a reader takes. */
function parts(documents: readonly string[]): readonly string[] {
  const files: string[] = []
  for (const document of documents) {
    const last = files.at(-1)
    if (last === undefined || last.length + document.length > mostOfFile) files.push(document)
    else files[files.length - 1] = `${last}---\n${document}`
  }
  return files
}

function reportProviders(providers: Providers['needed'], { providers: bound }: ExistingProject): void {
  for (const [provider, { entry, place, findings }] of providers) {
    const shown = entryText(entry)
    if (bound === undefined && entry.type === 'replay') {
      findings.report(place, { code: 'import-provider', provider, entry: shown })
    }
    if (bound?.has(provider) === false) {
      findings.report(place, { code: 'import-unbound', provider, entry: shown })
    }
  }
}

function projectText(name: string, providers: ReadonlyMap<string, { readonly entry: Provider }>): string {
  const bound = Object.fromEntries([...providers].map(([provider, { entry }]) => [provider, entry]))
  return yamlText({
    apiVersion: 'llmops/v1',
    kind: 'Project',
    name,
    ...(providers.size > 0 && { providers: bound as unknown as Json }),
  })
}

/** What to write for a provider; one of which nobody knows where it is needs an address. */
function entryText(entry: Provider): string {
  const shown = entry.type === 'replay' ? { url: '…', key: '…' } : entry
  return `{${Object.entries(shown)
    .map(([field, value]) => `${field}: ${String(value)}`)
    .join(', ')}}`
}

/** Texts by the path that they are written to. */
class Files {
  readonly texts = new Map<string, string>()

  add(path: string, text: string): void {
    this.texts.set(path, text)
  }

  /** A file beside the YAML, under the name that is wanted or the next that is free. Gives how it is referred to. */
  addBeside(wanted: string, extension: string, text: string): { readonly file: string } {
    let name = `${wanted}.${extension}`
    for (let number = 2; this.texts.has(`llmops/${name}`); number++) name = `${wanted}-${number}.${extension}`
    this.add(`llmops/${name}`, text)
    return { file: name }
  }
}

/** A resource whose long parts stand in files of their own. */
function placed(resource: ImportedResource, files: Files): ImportedResource {
  if (resource.kind === 'Prompt') return placedPrompt(resource, files)
  if (resource.kind === 'Dataset') return placedDataset(resource, files)
  return resource.kind === 'EvalSuite' ? placedSuite(resource, files) : resource
}

function placedPrompt(prompt: PromptDocument, files: Files): PromptDocument {
  const { name, system, user, messages, output } = prompt
  const place = <T>(text: T, role: string): T | { readonly file: string } => {
    return typeof text === 'string' && isLong(text) ? files.addBeside(`${name}.${role}`, 'md', text) : text
  }
  return {
    ...prompt,
    ...(system !== undefined && { system: place(system, 'system') }),
    ...(user !== undefined && { user: place(user, 'user') }),
    ...(messages !== undefined && {
      messages: messages.map(({ role, content }, index) => ({ role, content: place(content, `${index + 1}-${role}`) })),
    }),
    ...(output !== undefined && { output: placedSchema(output, `${name}.schema`, files) }),
  }
}

function placedSchema<T extends object>(schema: T, name: string, files: Files): T | { readonly file: string } {
  if (JSON.stringify(schema).length <= mostSchema) return schema
  return files.addBeside(name, 'json', `${JSON.stringify(schema, null, 2)}\n`)
}

function placedDataset(dataset: DatasetDocument, files: Files): DatasetDocument {
  const { cases = [], ...others } = dataset
  if (cases.length <= mostCases && JSON.stringify(cases).length <= mostOfCases) return dataset
  return {
    ...others,
    ...files.addBeside(dataset.name, 'jsonl', cases.map((one) => `${JSON.stringify(one)}\n`).join('')),
  }
}

function placedSuite(suite: EvalSuiteDocument, files: Files): EvalSuiteDocument {
  return { ...suite, assert: suite.assert.map((assertion) => placedAssertion(assertion, suite.name, files)) }
}

/** What a judge goes by, and what an answer has the shape of, may stand in files. */
function placedAssertion(assertion: Assertion, suite: string, files: Files): Assertion {
  const { type, metric, value } = assertion
  const { type: supported } = assertionNamed(type)
  const need = supported && assertionTypes[supported].value
  const name = `${suite}.${metric ?? type.replace(/[^\w-]+/g, '-')}`
  if (typeof value === 'string' && isLong(value) && (need === 'criterion' || need === 'criteria')) {
    return { ...assertion, value: files.addBeside(name, 'md', value) }
  }
  const isSchema = need === 'JSON Schema' && typeof value === 'object' && value !== null
  return isSchema ? { ...assertion, value: placedSchema(value, name, files) } : assertion
}

/** A text in a file has its line ends read as `\n`, and no byte order mark: one that would change stays in the YAML. */
function isLong(text: string): boolean {
  const changes = /[\r\0]|^\ufeff|^version https:\/\/git-lfs/.test(text)
  return !changes && (text.length > mostCharacters || text.split('\n').length > mostLines)
}
