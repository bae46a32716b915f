import type { Json } from '../digest/digest.ts'
import type { KindName } from './project.ts'
import * as generated from './validators.gen.ts'

/** An error of ajv's, as far as we read it. Its message is never shown. */
export interface ShapeError {
  /** JSON Pointer to the value. */
  readonly instancePath: string
  readonly schemaPath: string
  readonly keyword: string
  readonly params: { readonly [name: string]: unknown }
  /** The key in question, inside `propertyNames`. */
  readonly propertyName?: string
}

/** What is wrong with the shape of a value; empty where nothing is. */
export type Validator = (value: Json) => readonly ShapeError[]

interface Compiled {
  (value: Json): boolean
  errors?: readonly ShapeError[] | null
}

function validator(compiled: unknown): Validator {
  const check = compiled as Compiled
  return (value) => (check(value) ? [] : (check.errors ?? []))
}

/** Compiled ahead of time from `schema/*.schema.json`. */
export const validators: { readonly [kind in KindName]: Validator } = {
  Project: validator(generated.Project),
  Model: validator(generated.Model),
  Prompt: validator(generated.Prompt),
  Chain: validator(generated.Chain),
  Application: validator(generated.Application),
  KnowledgeBase: validator(generated.KnowledgeBase),
  Dataset: validator(generated.Dataset),
  EvalSuite: validator(generated.EvalSuite),
  DeploymentTarget: validator(generated.DeploymentTarget),
}

/** Whether a value is a JSON Schema of draft 2020-12. */
export const jsonSchemaValidator: Validator = validator(generated.JsonSchema)
