import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { reportJson } from '../../src/report/json.ts'
import { attacked } from './attacks.ts'
import { sources, states } from './states.ts'

type Schema = { readonly [key: string]: unknown }

const schema: Schema = JSON.parse(readFileSync(new URL('../../schema/result.schema.json', import.meta.url), 'utf8'))
const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true })
const validate = ajv.compile(schema)

function errorsOf(value: unknown): unknown {
  return validate(value) ? [] : validate.errors
}

describe('the schema of results', () => {
  it.each(Object.entries(states))('holds for %s', (_, report) => {
    expect(errorsOf(JSON.parse(reportJson(report, sources)))).toEqual([])
  })

  it.each(Object.entries(attacked))('holds for %s with hostile text', (_, report) => {
    expect(errorsOf(JSON.parse(reportJson(report, sources)))).toEqual([])
  })

  it('refuses a result with a field more, or without its version', () => {
    const result = JSON.parse(reportJson(states['a regression']!, sources))
    expect(errorsOf({ ...result, more: 1 })).not.toEqual([])
    expect(errorsOf({ ...result, version: undefined })).not.toEqual([])
    expect(errorsOf({ ...result, headline: { state: 'regression' } })).not.toEqual([])
  })

  it('is met at every property by some result: none is only on paper', () => {
    const met = new Set(Object.values(states).flatMap((report) => keysIn(JSON.parse(reportJson(report, sources)))))
    expect(
      propertiesIn(schema)
        .map(({ name }) => name)
        .filter((name) => !met.has(name)),
    ).toEqual([])
  })

  it('describes every property', () => {
    const silent = propertiesIn(schema).filter(({ property }) => typeof property['description'] !== 'string')
    expect(silent.map(({ name }) => name)).toEqual([])
  })
})

function propertiesIn(node: unknown): readonly { readonly name: string; readonly property: Schema }[] {
  if (typeof node !== 'object' || node === null) return []
  const own = Array.isArray(node) ? undefined : (node as Schema)['properties']
  const named = Object.entries((own ?? {}) as Record<string, Schema>).map(([name, property]) => ({ name, property }))
  return [...named, ...Object.values(node).flatMap(propertiesIn)]
}

function keysIn(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) return []
  const own = Array.isArray(node) ? [] : Object.keys(node)
  return [...own, ...Object.values(node).flatMap(keysIn)]
}
