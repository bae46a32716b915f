import { canonicalJson, type Json } from '../../digest/digest.ts'
import { isMapping } from '../../resources/json-shape.ts'
import type { CaseFields, Tool, ToolResult } from '../../resources/project.ts'
import type { ToolCall } from '../call.ts'
import { schemaErrors } from '../json-schema.ts'
import { readJson } from '../read-json.ts'
import { sameJson } from '../same-json.ts'
import type { MadeToolCall } from '../trial.ts'

/**
 * What a model is told when it calls a tool: of the case's results the first that fits. What cannot be answered (a tool that
 * is not declared, arguments that its schema refuses, a call that the case has no result for) goes back as an error, as
 * an application would do it, so that the model can do better; the problem is kept.
 */
export function answerToolCall(
  { name, arguments: written }: ToolCall,
  tools: readonly Tool[],
  results: readonly ToolResult[],
): MadeToolCall {
  const read = readJson(written.trim() === '' ? '{}' : written) // some models write nothing where there are no arguments
  const given = read.ok && isMapping(read.value) ? read.value : undefined
  const made = { name, written, arguments: given }
  const problem = problemOf(made, tools)
  if (problem !== undefined) return { ...made, isValid: false, ...refusal(problem) }
  const found = results.find((result) => fits(result, name, given ?? {}))
  if (found === undefined) return { ...made, isValid: true, ...refusal('the case has no result for this call') }
  return { ...made, isValid: true, result: resultText(found.result) }
}

type Made = Pick<MadeToolCall, 'name' | 'written' | 'arguments'>

function problemOf({ name, arguments: given }: Made, tools: readonly Tool[]): string | undefined {
  const tool = tools.find((one) => one.name === name)
  if (tool === undefined) return `there is no tool ${name}`
  if (given === undefined) return 'the arguments are no JSON object'
  return schemaErrors(tool.parameters, given)?.replace(/^the answer /, 'the arguments ')
}

function refusal(problem: string): Pick<MadeToolCall, 'problem' | 'result'> {
  return { problem, result: JSON.stringify({ error: problem }).toWellFormed() }
}

function fits({ call, arguments: wanted = {} }: ToolResult, name: string, given: CaseFields): boolean {
  if (call !== name) return false
  return Object.entries(wanted).every(([key, value]) => Object.hasOwn(given, key) && sameJson(given[key], value))
}

function resultText(result: Json): string {
  return typeof result === 'string' ? result.toWellFormed() : canonicalJson(result)
}
