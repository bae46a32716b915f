import type { KeyPath, Place } from '../diagnostic/place.ts'
import type { Json } from '../digest/digest.ts'
import type { AssertionType } from './assertion-types.ts'
import type { Labels } from './labels.ts'
import type { Assertion, Case, KindName, KnowledgeText, MessageTemplate, Resource } from './project.ts'
import type {
  ApplicationDocument,
  Assertion as AssertionFields,
  ChainDocument,
  DatasetDocument,
  DeploymentTargetDocument,
  EvalSuiteDocument,
  KnowledgeBaseDocument,
  ModelDocument,
  ProjectDocument,
  PromptDocument,
  Step as StepFields,
} from './schema.gen.ts'
import type { TemplateDraft } from './template-draft.ts'
import type { TemplateText } from './template.ts'

/** What each kind is written as, once its shape is known to be right. */
export interface Documents {
  readonly Project: ProjectDocument
  readonly Model: ModelDocument
  readonly Prompt: PromptDocument
  readonly Chain: ChainDocument
  readonly Application: ApplicationDocument
  readonly KnowledgeBase: KnowledgeBaseDocument
  readonly Dataset: DatasetDocument
  readonly EvalSuite: EvalSuiteDocument
  readonly DeploymentTarget: DeploymentTargetDocument
}

export type YamlPlace = Place & { readonly in: 'yaml' }

/** A document that has the shape of its kind. */
export interface Shaped<K extends KindName> {
  readonly kind: K
  readonly name: string
  readonly fields: Documents[K]
  readonly place: YamlPlace
  readonly placeOf: (path: KeyPath, part?: 'key' | 'value') => YamlPlace
}

/** A shaped document with the files it names read in. What could not be read is missing, and reported. */
interface Drafted<K extends KindName> extends Shaped<K> {
  readonly resource: Resource
  /** Whether everything it names could be read; if not, conclusions from what is missing would be noise. */
  readonly complete: boolean
}

export type ProjectDraft = Drafted<'Project'>
export type ModelDraft = Drafted<'Model'>
export type TargetDraft = Drafted<'DeploymentTarget'>

export interface PromptDraft extends Drafted<'Prompt'> {
  readonly messages: readonly MessageTemplate[]
  /** Every text of the messages, in order. */
  readonly texts: readonly TemplateDraft[]
  readonly output: SchemaDraft | undefined
  /** How the answer of an example is written; undefined: as JSON. */
  readonly exampleAnswer: TemplateDraft | undefined
  readonly tools: readonly ToolDraft[]
}

export interface ToolDraft {
  readonly name: string
  readonly description: string | undefined
  /** Undefined: no arguments. */
  readonly parameters: SchemaDraft | undefined
}

export interface ChainDraft extends Drafted<'Chain'> {
  readonly steps: readonly StepDraft[]
}

export interface StepDraft {
  readonly fields: StepFields
  readonly placeOf: Shaped<'Chain'>['placeOf']
  /** What its inputs are, by their names; empty for what is no prompt. */
  readonly with: ReadonlyMap<string, TemplateDraft>
  /** The template of a retrieval or a transform. */
  readonly template: TemplateDraft | undefined
}

export interface ApplicationDraft extends Drafted<'Application'> {
  /** Every text of the request, in order. */
  readonly texts: readonly TemplateDraft[]
}

export interface KnowledgeDraft extends Drafted<'KnowledgeBase'> {
  readonly texts: readonly KnowledgeText[]
  /** Every text of the request of a retriever, in order. */
  readonly requestTexts: readonly TemplateDraft[]
}

/** A JSON Schema of the user's, not yet checked, and where its parts stand. */
export interface SchemaDraft {
  readonly value: Json
  readonly placeOf: (path: KeyPath) => Place
}

export interface DatasetDraft extends Drafted<'Dataset'> {
  readonly cases: readonly Case[]
}

export interface SuiteDraft extends Drafted<'EvalSuite'> {
  /** Its own cases; undefined where it names a dataset. */
  readonly cases: readonly Case[] | undefined
  readonly assertions: readonly AssertionDraft[]
}

export interface AssertionDraft {
  readonly fields: AssertionFields
  readonly place: YamlPlace
  readonly placeOf: Shaped<'EvalSuite'>['placeOf']
  /** Undefined for a type that cannot be used. */
  readonly type: AssertionType | undefined
  readonly negated: Assertion['negated']
  readonly metric: string
  /** The value, with what its file holds. */
  readonly value: Json | undefined
  /** The value of `is-json`. */
  readonly schema: SchemaDraft | undefined
  /** The value, where a file holds it. */
  readonly text: TemplateText | undefined
  /** What humans said; undefined where it names no labels, or they cannot be read. */
  readonly labels: Labels | undefined
}

export interface Drafts {
  readonly Project: ProjectDraft
  readonly Model: ModelDraft
  readonly Prompt: PromptDraft
  readonly Chain: ChainDraft
  readonly Application: ApplicationDraft
  readonly KnowledgeBase: KnowledgeDraft
  readonly Dataset: DatasetDraft
  readonly EvalSuite: SuiteDraft
  readonly DeploymentTarget: TargetDraft
}

export type AnyDraft = Drafts[KindName]

/** What can be evaluated and deployed. */
export type SubjectDraft = PromptDraft | ChainDraft | ApplicationDraft
