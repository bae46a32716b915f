// Made by .ci/generate.ts from schema/*.schema.json. Do not edit.

/**
 * A name, unique among resources of its kind. Prompts, Chains and Applications share one namespace.
 */
export type Name = string
/**
 * What this resource is for, in a sentence.
 */
export type Description = string
/**
 * Who answers for it: user or team handles. Default: CODEOWNERS.
 */
export type Owners = string[]
/**
 * A name, unique among resources of its kind. Prompts, Chains and Applications share one namespace.
 */
export type Formerly = string
/**
 * The name of a Git branch.
 */
export type Branch = string
/**
 * The name of a Model, or provider/id of one in the catalogue.
 */
export type ModelReference = string
/**
 * A text, or {file: path} relative to the file that says so.
 */
export type Text =
  | string
  | {
      /**
       * Path of the text file, relative to this file.
       */
      file: string
    }
/**
 * A JSON Schema (2020-12), or {file: path} relative to the file that says so.
 */
export type JsonSchema = {[key: string]: unknown}

/**
 * The project and its policy: providers, budgets and default gates. The trust boundary: read from the base branch only.
 */
export interface ProjectDocument {
  /**
   * The version of this format, stated once.
   */
  apiVersion: 'llmops/v1'
  /**
   * The kind of this resource.
   */
  kind: 'Project'
  name: Name
  description?: Description
  owners?: Owners
  labels?: Labels
  formerly?: Formerly
  /**
   * Where models are called, and which environment variable holds each key. Known providers need no entry.
   */
  providers?: {
    [k: string]: Provider
  }
  /**
   * Hard limits of one pull request's evaluation, judges included.
   */
  budget?: {
    /**
     * The most that one check may cost, in USD. Default 2.
     */
    pullRequest?: number
    /**
     * The most model calls that one check may make. Default: no limit of its own.
     */
    calls?: number
  }
  gate?: Gate
  /**
   * What a gate that cannot tell does to a check: allow (default) or block (exit code 4).
   */
  whenUnsure?: 'allow' | 'block'
  /**
   * Where promotions, their evidence and history are recorded.
   */
  ledger?: {
    branch?: Branch
  }
  /**
   * Whether gates count on answers recorded in Git (llmops/recorded/*.jsonl): refuse (default) or accept.
   */
  recorded?: 'accept' | 'refuse'
}
/**
 * Free key-value pairs.
 */
export interface Labels {
  [k: string]: string
}
/**
 * One provider of models.
 */
export interface Provider {
  /**
   * openai: any OpenAI-compatible endpoint (default). replay: only answers recorded in Git, never the network.
   */
  type?: 'openai' | 'replay'
  /**
   * Base URL. Known providers need none.
   */
  url?: string
  /**
   * Name of the environment variable that holds the key.
   */
  key?: string
  /**
   * How many requests may be under way at once. Default 8.
   */
  concurrency?: number
  /**
   * Deadline of one attempt, in seconds. Default 60.
   */
  timeout?: number
}
/**
 * When a metric stops a merge.
 */
export interface Gate {
  /**
   * The drop that is tolerated, as a share of the scale [0, 1]. Fails on a shown regression beyond it. Default 0.05.
   */
  maxDrop?: number
  /**
   * A floor for head's score, in [0, 1]. Fails when even the upper limit of the 95 % interval is below it.
   */
  min?: number
}
/**
 * A foundation model at a provider. What it does not say comes from the catalogue in the package.
 */
export interface ModelDocument {
  /**
   * The kind of this resource.
   */
  kind: 'Model'
  name: Name
  description?: Description
  owners?: Owners
  labels?: Labels
  formerly?: Formerly
  /**
   * provider/id: the provider's name in the Project and the model's id there.
   */
  id: string
  parameters?: Parameters
  /**
   * Price in USD per million tokens.
   */
  price?: {
    /**
     * USD per million input tokens.
     */
    input: number
    /**
     * USD per million input tokens that the provider read from its cache. Default: as input.
     */
    cachedInput?: number
    /**
     * USD per million output tokens, reasoning included.
     */
    output: number
  }
  /**
   * The most tokens of prompt and answer together.
   */
  contextWindow?: number
  /**
   * The day the provider switches it off, as YYYY-MM-DD.
   */
  retires?: string
}
/**
 * Sampling parameters. What is not given is left to the provider.
 */
export interface Parameters {
  /**
   * Sampling temperature.
   */
  temperature?: number
  /**
   * Nucleus sampling: the probability mass considered.
   */
  topP?: number
  /**
   * The most tokens an answer may have; a longer one is an answer failure (truncated).
   */
  maxTokens?: number
  /**
   * A seed, where the provider supports one.
   */
  seed?: number
  /**
   * Texts at which the answer ends.
   *
   * @maxItems 4
   */
  stop?: string[]
  /**
   * Penalty on repeated tokens.
   */
  frequencyPenalty?: number
  /**
   * Penalty on tokens that already occurred.
   */
  presencePenalty?: number
  /**
   * How long a reasoning model may think.
   */
  reasoningEffort?: 'none' | 'minimal' | 'low' | 'medium' | 'high'
}
/**
 * A prompt template with its model. Its inputs are the names its templates use.
 */
export interface PromptDocument {
  /**
   * The kind of this resource.
   */
  kind: 'Prompt'
  name: Name
  description?: Description
  owners?: Owners
  labels?: Labels
  formerly?: Formerly
  model: ModelReference
  parameters?: Parameters
  /**
   * The names of the inputs, where they should not be inferred from the templates.
   */
  input?: string[]
  system?: Text
  user?: Text
  /**
   * The long form: messages in order. Instead of system and user.
   *
   * @minItems 1
   *
   * Items: One message.
   */
  messages?: {
    /**
     * Who speaks.
     */
    role: 'system' | 'user' | 'assistant'
    content: Text
  }[]
  output?: JsonSchema
}
/**
 * Cases from a file (.jsonl, .json, .yaml, .csv) or inline.
 */
export interface DatasetDocument {
  /**
   * The kind of this resource.
   */
  kind: 'Dataset'
  name: Name
  description?: Description
  owners?: Owners
  labels?: Labels
  formerly?: Formerly
  /**
   * The file that holds the cases, relative to this file.
   */
  file?: string
  /**
   * The cases, inline.
   */
  cases?: Case[]
  /**
   * For CSV: which column is what. Key: id, input.NAME, expected.NAME or a slice; value: the column's header.
   */
  columns?: {
    [k: string]: string
  }
  /**
   * Columns by which results are broken down.
   */
  slices?: string[]
  /**
   * Where the cases come from.
   */
  origin?: string
  /**
   * The licence of the cases.
   */
  licence?: string
}
/**
 * One row of a dataset.
 */
export interface Case {
  /**
   * The case's own id. Without one, the digest of input.
   */
  id?: string
  /**
   * What the prompt sees.
   */
  input: {[key: string]: unknown}
  /**
   * What assertions compare with. Prompts never see it.
   */
  expected?: {[key: string]: unknown}
  [k: string]: unknown
}
/**
 * How a subject is judged: its cases, its assertions and the gate of each metric.
 */
export interface EvalSuiteDocument {
  /**
   * The kind of this resource.
   */
  kind: 'EvalSuite'
  name: Name
  description?: Description
  owners?: Owners
  labels?: Labels
  formerly?: Formerly
  /**
   * The Prompt, Chain or Application that is judged.
   */
  subject: string
  /**
   * The Dataset that holds the cases.
   */
  dataset?: string
  /**
   * The cases, inline.
   *
   * @minItems 1
   */
  cases?: Case[]
  /**
   * What an answer must satisfy.
   *
   * @minItems 1
   */
  assert: Assertion[]
  /**
   * How often each case is asked. Default 1.
   */
  trials?: number
  /**
   * Other models that the subject is shown with, as subject@model. They do not gate.
   */
  models?: ModelReference[]
  /**
   * The share of cases that must be scored on each side. Default 0.95.
   */
  coverage?: number
}
/**
 * One assertion, with promptfoo's names and meanings. A prefix not- negates.
 */
export interface Assertion {
  /**
   * What is checked: equals, contains, icontains, starts-with, regex, is-json, llm-rubric and others of promptfoo's (.github/ASSERTIONS.md), each with or without not- before it.
   */
  type: string
  metric?: Name
  /**
   * What to compare with: a template that sees input, expected and output. For is-json: a JSON Schema, or {file: path}. For a judge: the rubric, or {file: path}.
   */
  value?: unknown
  /**
   * From where on it holds, or, for latency (ms), cost (USD) and levenshtein (edits), up to where.
   */
  threshold?: number
  judge?: ModelReference
  /**
   * A JSON Pointer into the answer, read as JSON: the assertion sees the value there.
   */
  at?: string
  /**
   * Its weight in the metric's mean. Default 1.
   */
  weight?: number
  gate?: Gate
}
/**
 * Where a subject goes once it has passed every suite of it. Its name is also that of the GitHub environment, which owns approvals.
 */
export interface DeploymentTargetDocument {
  /**
   * The kind of this resource.
   */
  kind: 'DeploymentTarget'
  name: Name
  description?: Description
  owners?: Owners
  labels?: Labels
  formerly?: Formerly
  /**
   * The Prompt, Chain or Application that is deployed. It has to pass every suite of it.
   */
  deploy: string
  /**
   * Where it goes: a directory, or a branch of this or another Git repository.
   */
  to: {
    /**
     * directory: files in a folder. git: files on a branch.
     */
    type: 'directory' | 'git'
    /**
     * Of a directory: the folder, relative to the root of the repository, or absolute. It belongs to the target alone.
     */
    path?: string
    branch?: Branch
    /**
     * Of git: URL or path of another repository; paths are relative to the root of this one. Default: this repository.
     */
    repository?: string
    /**
     * Of git: the folder on the branch. Default: its root.
     */
    folder?: string
  }
  /**
   * The DeploymentTarget that has to hold the same artifact first.
   */
  after?: string
  /**
   * How long the artifact has to be at the target before, in minutes, hours or days. Default: no time.
   */
  soak?: string
  /**
   * What a gate that cannot tell does to a promotion: allow or block. Default: as the Project says.
   */
  whenUnsure?: 'allow' | 'block'
}
