import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Place } from '../diagnostic/place.ts'
import type { Json } from '../digest/digest.ts'
import type { SourceSet } from '../source/source-set.ts'
import type { AssertionType } from './assertion-types.ts'
import type { Silenced } from './judgements.ts'
import type { Labels } from './labels.ts'
import type { Application, Chain, KnowledgeBase, Model, Prompt, Subject } from './subject.ts'

export type * from './subject.ts'

/** The kinds of this version, in the order in which they are listed. */
export type KindName =
  | 'Project'
  | 'Model'
  | 'Prompt'
  | 'Chain'
  | 'Application'
  | 'KnowledgeBase'
  | 'Dataset'
  | 'EvalSuite'
  | 'DeploymentTarget'

export type Effect = 'behaviour' | 'cost' | 'governance'

/** What every resource is, before links: its fields as written, with `{file}` texts read in and LF-normalised. */
export interface Resource {
  readonly kind: KindName
  readonly name: string
  /** Earlier name, if the resource was renamed. */
  readonly formerly: string | undefined
  /** File and document it stands in; `path` is empty. */
  readonly place: Place & { readonly in: 'yaml' }
  /**
   * The resource in meaning: its fields without `kind`, `name` and `formerly`; file references replaced by what they hold,
   * and those of a Project as they are together with what it extends.
   */
  readonly meaning: { readonly [field: string]: Json }
  /** Set for a Model of what the Project extends: `acme/llm-platform@4f1c9e2`. */
  readonly from?: string
}

export type CaseFields = { readonly [name: string]: Json }

/** What a tool answers in a case. */
export interface ToolResult {
  readonly call: string
  /** Arguments that a call must have, among others; absent: any call. */
  readonly arguments?: CaseFields
  readonly result: Json
}

export interface Case {
  /** Its own id, else the digest of `input`. */
  readonly id: string
  readonly ownId: boolean
  readonly input: CaseFields
  readonly expected: CaseFields
  /** Other columns: slices. */
  readonly columns: CaseFields
  /** What the user says next, in turn, after each answer; the last answer is judged. Never empty. */
  readonly turns?: readonly string[]
  /** Of the entries for a tool the first that fits a call answers it. Never empty. */
  readonly toolResults?: readonly ToolResult[]
  readonly place: Place
}

export interface Dataset {
  readonly name: string
  readonly cases: readonly Case[]
  readonly slices: readonly string[]
  /** A column: cases with the same value count as one draw. */
  readonly cluster?: string
  readonly split?: 'train' | 'validation' | 'test'
}

export interface Assertion {
  readonly type: AssertionType
  /** Written with `not-` before its type. */
  readonly negated: boolean
  readonly metric: string
  /** A text (possibly a template), any JSON value to compare with, or the JSON Schema of `is-json`. */
  readonly value: Json | undefined
  /** In the unit of its type; undefined: promptfoo's own. */
  readonly threshold: number | undefined
  /** Who judges; defined exactly for the types that have a judge. */
  readonly judge: Model | undefined
  readonly at: string | undefined
  /** Id of the step of a Chain whose result it sees; absent: the output. */
  readonly step?: string
  /** What humans said of outputs; they change neither the subject nor the measure. Only where there is a judge. */
  readonly labels?: Labels
  readonly weight: number
  readonly place: Place
}

export interface Gate {
  /** Share of the scale, in (0, 1]. */
  readonly maxDrop: number
  /** Floor in [0, 1]. */
  readonly min: number | undefined
}

/** One metric of a suite: its assertions and its gate. Order as written. */
export interface Metric {
  readonly name: string
  /** Binary where it is one assertion of a type that holds or fails; a weighted mean of several is graded. Declared, not observed. */
  readonly scale: 'binary' | 'graded'
  readonly assertions: readonly Assertion[]
  readonly gate: Gate
}

/** What subjects are judged by, closed: the cases, metrics and gates of one EvalSuite. */
export interface Measure {
  readonly cases: readonly Case[]
  readonly slices: readonly string[]
  /** A column: cases with the same value count as one draw. */
  readonly cluster?: string
  readonly metrics: readonly Metric[]
  readonly trials: number
  /** Share of cases that must be scored on each side, in [0, 1]. */
  readonly coverage: number
}

export interface EvalSuite {
  readonly name: string
  readonly formerly: string | undefined
  readonly place: Place & { readonly in: 'yaml' }
  readonly subject: Subject
  /** The subject with other models: shown as `subject@model`, without a gate. */
  readonly models: readonly Model[]
  readonly measure: Measure
}

/** Where a target is. Paths and folders are normalised: `/`, no `.`, no `/` at the end. */
export type TargetAddress =
  | {
      readonly type: 'directory'
      /** Absolute, or relative to the root of the repository; never that root. */
      readonly path: string
    }
  | {
      readonly type: 'git'
      readonly branch: string
      /** URL, or path relative to the root of this repository or absolute; undefined: this repository. */
      readonly repository: string | undefined
      /** Folder on the branch; `''`: its root. */
      readonly folder: string
      /** Whether others use the branch, too: then only the folder, which is not its root, is the target's. */
      readonly shared: boolean
    }

/** Where a subject goes, and when. */
export interface DeploymentTarget {
  readonly name: string
  readonly place: Place & { readonly in: 'yaml' }
  readonly subject: Subject
  readonly to: TargetAddress
  /** Name of the target that has to hold the same artifact first. */
  readonly after: string | undefined
  /** How long the artifact has to be at `after`, in ms. */
  readonly soakMs: number
  /** Its own, else the Project's. */
  readonly whenUnsure: 'allow' | 'block'
  /** Names of all suites of the subject, in order: what it has to pass. Never empty. */
  readonly suites: readonly string[]
}

/** All resources of one tree, parsed, validated and linked; immutable. */
export interface Project {
  readonly name: string
  /** Folder of its `llmops.yaml`, relative to the repository root; `''` at the root. */
  readonly folder: string
  /** Set where what it extends lists the providers of models: then there are no others, known or not. */
  readonly onlyListedProviders?: true
  /** What it extends and what is not read before the merge: `acme/llm-platform@4f1c9e2`. */
  readonly notRead?: string
  readonly resources: readonly Resource[]
  readonly models: ReadonlyMap<string, Model>
  readonly prompts: ReadonlyMap<string, Prompt>
  readonly chains: ReadonlyMap<string, Chain>
  readonly applications: ReadonlyMap<string, Application>
  readonly knowledgeBases: ReadonlyMap<string, KnowledgeBase>
  readonly datasets: ReadonlyMap<string, Dataset>
  readonly suites: ReadonlyMap<string, EvalSuite>
  readonly targets: ReadonlyMap<string, DeploymentTarget>
}

/** What loading a tree gives: always the diagnostics; a project only where no error stands against it. */
export interface LoadedProject {
  /** Whether the tree has an `llmops.yaml` in that folder at all. */
  readonly found: boolean
  readonly project: Project | undefined
  readonly diagnostics: readonly Diagnostic[]
  /** What lines of the project silence, in the order of `diagnostics`. */
  readonly silenced: readonly Silenced[]
  /** For lines, columns and frames. */
  readonly sources: SourceSet
  /** How many resources were read. */
  readonly resourceCount: number
  /** Every path that some resource refers to, from the root of the repository, whether there is something or not. */
  readonly references: ReadonlySet<string>
}
