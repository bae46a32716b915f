import type { KeyPath } from '../diagnostic/place.ts'
import type { Problem } from '../diagnostic/problem.ts'
import type { Json } from '../digest/digest.ts'
import { nearest } from '../source/nearest.ts'
import { isList, isMapping, type JsonMapping, shapeOf } from './json-shape.ts'
import type { Case, ToolResult } from './project.ts'

/** What is wrong in a row, at a path within it. */
export interface Found {
  readonly path: KeyPath
  readonly problem: Problem
}

/** Turns of a conversation, and entries for tools. */
const most = { turns: 50, tools: 1_000 } as const
const toolFields = ['call', 'arguments', 'result']

/** What is wrong with what a case says of the conversation: `turns` and `tools`. */
export function problemsOfScript({ turns, tools }: JsonMapping): readonly Found[] {
  return [...problemsOfTurns(turns), ...problemsOfTools(tools)]
}

/** What a sound row says of the conversation. */
export function scriptOf({ turns, tools }: JsonMapping): Pick<Case, 'turns' | 'toolResults'> {
  return {
    ...(turns !== undefined && { turns: turns as readonly string[] }),
    ...(tools !== undefined && { toolResults: tools as unknown as readonly ToolResult[] }),
  }
}

function problemsOfTurns(turns: Json | undefined): readonly Found[] {
  if (turns === undefined) return []
  const list = problemOfList(turns, 'turns')
  if (list !== undefined || !isList(turns)) return list ?? []
  return turns.flatMap((turn, index): readonly Found[] => {
    const path = ['turns', index]
    if (typeof turn !== 'string') return [wrongType(path, 'string', turn)]
    return turn === '' ? [{ path, problem: outOfRange('0 characters', 'at least 1 character') }] : []
  })
}

function problemsOfTools(tools: Json | undefined): readonly Found[] {
  if (tools === undefined) return []
  const list = problemOfList(tools, 'tools')
  if (list !== undefined || !isList(tools)) return list ?? []
  return tools.flatMap((entry, index) => problemsOfEntry(entry, ['tools', index]))
}

function problemsOfEntry(entry: Json, path: KeyPath): readonly Found[] {
  if (!isMapping(entry)) return [wrongType(path, 'mapping', entry)]
  const { call, arguments: given } = entry
  const missing = (['call', 'result'] as const).filter((field) => entry[field] === undefined)
  return [
    ...missing.map((field): Found => ({ path, problem: { code: 'missing-field', field } })),
    ...(call === undefined || typeof call === 'string' ? [] : [wrongType([...path, 'call'], 'string', call)]),
    ...(given === undefined || isMapping(given) ? [] : [wrongType([...path, 'arguments'], 'mapping', given)]),
    ...Object.keys(entry)
      .filter((field) => !toolFields.includes(field))
      .map((field) => unknownField(field, path)),
  ]
}

function unknownField(field: string, path: KeyPath): Found {
  const problem = { code: 'unknown-field', field, nearest: nearest(field, toolFields), allowed: toolFields } as const
  return { path: [...path, field], problem }
}

function problemOfList(value: Json, field: keyof typeof most): readonly Found[] | undefined {
  if (!isList(value)) return [wrongType([field], 'list', value)]
  const limit = most[field]
  if (value.length > 0 && value.length <= limit) return undefined
  return [{ path: [field], problem: outOfRange(`${value.length} items`, `1 to ${limit} items`) }]
}

function wrongType(path: KeyPath, expected: string, found: Json): Found {
  return { path, problem: { code: 'wrong-type', expected, found: shapeOf(found) } }
}

function outOfRange(found: string, expected: string): Problem {
  return { code: 'out-of-range', found, expected }
}
