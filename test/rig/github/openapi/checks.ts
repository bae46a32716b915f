import type { IncomingHttpHeaders } from 'node:http'
import type { Reply } from '../operations/operation.ts'
import type { DescribedOperation, Match, Parameter } from './description.ts'
import { strictValidatorOf, validatorOf } from './validators.ts'

/** The version of the REST API that the slice is of. */
export const apiVersion = '2022-11-28'

/** Replies that GitHub gives to any request and does not describe. */
const undescribed: ReadonlySet<number> = new Set([401, 403, 404, 410, 422, 429])
const basicError = { $ref: '#/components/schemas/basic-error' }

export type Values = Readonly<Record<string, string | number | boolean>>

/** What was sent, as far as the description speaks of it. */
export interface Sent {
  readonly headers: IncomingHttpHeaders
  readonly query: URLSearchParams
  /** Undefined: no body. */
  readonly body: unknown
}

/** The parameters of path and query in their types, and everything about the request that is not as described. */
export function checkRequest(
  match: Match,
  sent: Sent,
): { readonly values: Values; readonly problems: readonly string[] } {
  const values: Record<string, string | number | boolean> = {}
  const problems = [...headerProblems(sent.headers), ...queryProblems(match, sent.query)]
  for (const parameter of match.operation.parameters) {
    const given = parameter.in === 'path' ? match.parameters[parameter.name] : sent.query.get(parameter.name)
    const value = given === null || given === undefined ? parameter.schema['default'] : typed(given, parameter)
    if (value !== undefined) values[parameter.name] = value as string
    problems.push(...parameterProblems(parameter, value))
  }
  return { values, problems: [...problems, ...bodyProblems(match.operation, sent)] }
}

/** What is wrong with an answer of ours. */
export function checkReply({ replies }: DescribedOperation, { status, body }: Reply): readonly string[] {
  const described = replies.has(status)
  if (!described && !undescribed.has(status)) return [`answers ${status}, which is not described`]
  const schema = described ? replies.get(status) : basicError
  if (schema === undefined) return body === undefined ? [] : [`answers ${status} with a body, which is not described`]
  return validatorOf(schema)(body).map((problem) => `answers ${status}: ${problem}`)
}

function headerProblems(headers: IncomingHttpHeaders): readonly string[] {
  const version = headers['x-github-api-version']
  const problems: string[] = []
  if (!/\bapplication\/(vnd\.github(\.v3)?\+)?json\b/.test(headers.accept ?? ''))
    problems.push(`accept is ${headers.accept ?? 'missing'}, not application/vnd.github+json`)
  if (version !== apiVersion)
    problems.push(`x-github-api-version is ${String(version ?? 'missing')}, not ${apiVersion}`)
  return problems
}

function queryProblems({ operation }: Match, query: URLSearchParams): readonly string[] {
  const known = new Set(operation.parameters.filter((one) => one.in === 'query').map(({ name }) => name))
  return [...new Set(query.keys())].flatMap((name) => {
    if (!known.has(name)) return [`the query has ${name}, which is not described`]
    return query.getAll(name).length > 1 ? [`the query has ${name} more than once`] : []
  })
}

function parameterProblems({ name, required, schema }: Parameter, value: unknown): readonly string[] {
  if (value === undefined) return required === true ? [`${name} is missing`] : []
  return validatorOf(schema)(value).map((problem) => `${name} ${problem}`)
}

function typed(text: string, { schema }: Parameter): string | number | boolean {
  if (schema['type'] === 'integer' && /^-?\d+$/.test(text)) return Number(text)
  if (schema['type'] === 'boolean' && /^(true|false)$/.test(text)) return text === 'true'
  return text
}

function bodyProblems({ body }: DescribedOperation, sent: Sent): readonly string[] {
  if (body === undefined) return sent.body === undefined ? [] : ['a body is sent, which is not described']
  if (sent.body === undefined) return body.required ? ['the body is missing'] : []
  const type = sent.headers['content-type'] ?? 'missing'
  const problems = /^application\/json\b/.test(type) ? [] : [`content-type is ${type}, not application/json`]
  return [...problems, ...strictValidatorOf(body.schema)(sent.body).map((problem) => `body: ${problem}`)]
}
