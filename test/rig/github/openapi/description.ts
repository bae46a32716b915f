import { readFileSync } from 'node:fs'
import { isObject } from '../../random.ts'

export type Schema = Readonly<Record<string, unknown>>

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required?: boolean
  readonly schema: Schema
  /** The value may hold slashes, encoded or not. */
  readonly 'x-multi-segment'?: boolean
}

/** One operation of the description, `$ref`s of parameters and responses followed. */
export interface DescribedOperation {
  /** GitHub's name of it, `issues/create-comment`, which is also Octokit's. */
  readonly id: string
  readonly method: string
  readonly path: string
  readonly parameters: readonly Parameter[]
  readonly body: { readonly required: boolean; readonly schema: Schema } | undefined
  /** By status; the schema of its JSON, undefined where there is none. */
  readonly replies: ReadonlyMap<number, Schema | undefined>
}

export interface Match {
  readonly operation: DescribedOperation
  /** Of the path, decoded. */
  readonly parameters: Readonly<Record<string, string>>
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

interface RawOperation {
  readonly operationId: string
  readonly parameters?: readonly unknown[]
  readonly requestBody?: { readonly required?: boolean; readonly content: Content }
  readonly responses: Readonly<Record<string, unknown>>
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>

/** The slice of GitHub's description that `.ci/slice-openapi.ts` cut. */
export const description = JSON.parse(
  readFileSync(new URL('slice.json', import.meta.url), 'utf8'),
) as unknown as Document

export const describedOperations: readonly DescribedOperation[] = Object.entries(description.paths).flatMap(
  ([path, methods]) => Object.entries(methods).map(([method, raw]) => describedOperation(method, path, raw)),
)

/** The operation that a request means, by method and still encoded path (below the API's root). */
export function matchOperation(method: string, pathname: string): Match | undefined {
  for (const { operation, pattern } of patterns) {
    const found = operation.method === method && isDecodable(pathname) ? pattern.exec(pathname) : null
    if (found !== null) return { operation, parameters: decoded(found.groups ?? {}) }
  }
  return undefined
}

const patterns = describedOperations
  .map((operation) => ({ operation, pattern: patternOf(operation) }))
  .sort((a, b) => literals(b.operation.path) - literals(a.operation.path)) // `…/{ref}/status` before `…/{ref}`

function patternOf({ path, parameters }: DescribedOperation): RegExp {
  const multiple = new Set(parameters.filter((one) => one['x-multi-segment']).map(({ name }) => name))
  const source = path.replaceAll(
    /\{(\w+)\}/g,
    (_, name: string) => `(?<${name}>${multiple.has(name) ? '.+' : '[^/]+'})`,
  )
  return new RegExp(`^${source}$`)
}

function literals(path: string): number {
  return path.split('/').filter((part) => !part.startsWith('{')).length
}

function isDecodable(pathname: string): boolean {
  try {
    return decodeURIComponent(pathname) !== ''
  } catch {
    return false
  }
}

function decoded(groups: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]))
}

function describedOperation(method: string, path: string, raw: RawOperation): DescribedOperation {
  const { requestBody: body } = raw
  const schema = body?.content['application/json']?.schema
  return {
    id: raw.operationId,
    method: method.toUpperCase(),
    path,
    parameters: (raw.parameters ?? []).map((parameter) => followed(parameter) as Parameter),
    body: schema === undefined ? undefined : { required: body?.required ?? false, schema },
    replies: new Map(Object.entries(raw.responses).map(([status, reply]) => [Number(status), replySchema(reply)])),
  }
}

function replySchema(reply: unknown): Schema | undefined {
  return (followed(reply) as { content?: Content }).content?.['application/json']?.schema
}

function followed(value: unknown): unknown {
  if (!isObject(value) || typeof value['$ref'] !== 'string') return value
  return value['$ref']
    .slice(2)
    .split('/')
    .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], description)
}
