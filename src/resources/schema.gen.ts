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
 * How severe a problem is.
 */
export type RuleSeverity = 'error' | 'warning' | 'note' | 'off'
/**
 * The name of a Model, or provider/id of one in the catalogue.
 */
export type ModelReference = string
/**
 * text, image, audio, video or file.
 */
export type Modality = 'text' | 'image' | 'audio' | 'video' | 'file'
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
 * One tag, or {file: path} relative to the file that says so.
 */
export type Medium =
  | string
  | {
      /**
       * Path of the file, relative to this file.
       */
      file: string
    }
/**
 * A JSON Schema (2020-12), or {file: path} relative to the file that says so.
 */
export type JsonSchema = {[key: string]: unknown}
/**
 * A JSON Pointer (RFC 6901).
 */
export type Pointer = string
/**
 * id, input.NAME, expected.NAME or a column.
 */
export type ValueName = string

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
   * Policy and Models of an organisation: the llmops.yaml of another repository at a full commit id, as owner/repository@<commit> or with a URL. The stricter of both holds, and where it lists providers, models are asked at no others; its Models are used by name.
   */
  extends?: string
  /**
   * Where models are called, and which environment variable holds each key. Known providers need no entry.
   */
  providers?: {
    [k: string]: Provider
  }
  /**
   * Hard limits of what is asked, judges included. An evaluation stops before the call that would break one; what was done is kept and reported as incomplete.
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
    /**
     * The most that evaluations may cost in a calendar month (UTC), in USD, by the ledger: what promotions asked and, where the action comments, what the checks of merged pull requests asked. A check gets at most what is left. Default: no limit of its own.
     */
    month?: number
    /**
     * The most minutes that asking may take in one run. Near the end nothing is started that cannot end in time. Default 30.
     */
    minutes?: number
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
  compliance?: Compliance
  /**
   * How severe each problem is that judges what would work. Only error fails; off is silent. On a pull request the stricter of base and head counts.
   */
  rules?: {
    'case-without-id'?: RuleSeverity
    'compliance-unknown'?: RuleSeverity
    'context-window'?: RuleSeverity
    'examples-leak'?: RuleSeverity
    'extends-not-read'?: RuleSeverity
    'judge-is-judged'?: RuleSeverity
    'model-retired'?: RuleSeverity
    'model-retires-soon'?: RuleSeverity
    'parameter-deprecated'?: RuleSeverity
    'parameter-refused'?: RuleSeverity
    'secret-text'?: RuleSeverity
    'split-use'?: RuleSeverity
    'suite-too-small'?: RuleSeverity
    'tool-without-result'?: RuleSeverity
    'unknown-price'?: RuleSeverity
    'unnamed-deployment'?: RuleSeverity
    'unused-ignore'?: RuleSeverity
    'unused-input'?: RuleSeverity
    'unused-resource'?: RuleSeverity
    'unused-step'?: RuleSeverity
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
   * What it speaks: the API of anthropic, google (AI Studio), bedrock, azure (OpenAI), mistral or ollama; openai: any OpenAI-compatible endpoint; http: an address of your own, for Applications and retrievers; replay: only answers recorded in Git, never the network. Default: what its name says, else openai.
   */
  type?: 'openai' | 'anthropic' | 'google' | 'bedrock' | 'azure' | 'mistral' | 'ollama' | 'http' | 'replay'
  /**
   * Base URL, to which the path of the API is added: https://vllm.acme.internal/v1 for openai and mistral, https://acme.openai.azure.com for azure, the origin for the others. Known providers, and bedrock in its region, need none.
   */
  url?: string
  /**
   * bedrock: the AWS region.
   */
  region?: string
  /**
   * azure: the version of its API. Default 2024-10-21.
   */
  version?: string
  /**
   * Name of the environment variable that holds the key. bedrock: a Bedrock API key, or with secret an access key ID.
   */
  key?: string
  /**
   * bedrock: name of the environment variable that holds the secret access key, to sign requests with.
   */
  secret?: string
  /**
   * bedrock: name of the environment variable that holds the session token of temporary credentials.
   */
  session?: string
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
 * What every model has to satisfy.
 */
export interface Compliance {
  /**
   * The licences that are allowed.
   *
   * @minItems 1
   */
  licences?: string[]
  /**
   * Where requests may be computed; eu allows eu-central-1, too.
   *
   * @minItems 1
   */
  regions?: string[]
  /**
   * How long a provider may keep requests and answers at most: none, or hours or days.
   */
  retention?: string
  /**
   * What a provider has to be certified for, all of it.
   *
   * @minItems 1
   */
  certifications?: string[]
}
/**
 * A model at a provider, or a combination of several. What it does not say comes from the catalogue in the package.
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
  id?: string
  /**
   * A combination: the models in the order in which they are asked, each where the one before gives no answer. Instead of id; everything else is said at each of them.
   *
   * @minItems 2
   * @maxItems 8
   */
  fallback?: ModelReference[]
  parameters?: Parameters
  /**
   * Which API of an OpenAI-compatible provider it is asked by: chat (chat completions, default) or responses. They are different requests: what one answered is never the answer of the other.
   */
  api?: 'chat' | 'responses'
  /**
   * Whether answers are streamed, so that the time to the first token is measured, too. The request stays the same one, so what is remembered is not asked again for it. Default false.
   */
  stream?: boolean
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
  /**
   * What it takes in and gives out.
   */
  modalities?: {
    /**
     * What it takes in. Default: text.
     *
     * @minItems 1
     */
    input?: Modality[]
    /**
     * What it gives out; an embedding model: embedding. Default: text.
     *
     * @minItems 1
     */
    output?: ('text' | 'image' | 'audio' | 'embedding')[]
  }
  /**
   * What the provider allows in a minute.
   */
  rateLimit?: {
    /**
     * Requests a minute.
     */
    requests?: number
    /**
     * Tokens a minute, prompts and answers together.
     */
    tokens?: number
  }
  /**
   * The licence of the weights or the service.
   */
  licence?: string
  /**
   * Where requests are computed.
   *
   * @minItems 1
   */
  regions?: string[]
  /**
   * How long the provider keeps requests and answers: none, or hours or days.
   */
  retention?: string
  /**
   * What the provider is certified for.
   *
   * @minItems 1
   */
  certifications?: string[]
  /**
   * What it takes to keep it running: none for a service, more for one of your own.
   */
  maintenance?: 'none' | 'low' | 'medium' | 'high'
  base?: ModelReference
  /**
   * full: weights of its own. adapter: a small addition to the weights of its base, such as LoRA. Default: full.
   */
  tuned?: 'full' | 'adapter'
  /**
   * What a tuned model came from.
   */
  lineage?: {
    /**
     * The data it was trained on. Key: name; value: digest.
     */
    datasets?: {
      [k: string]: string
    }
    /**
     * The id of the job that trained it.
     */
    job?: string
    /**
     * The commit of this repository that it was trained from.
     */
    commit?: string
    /**
     * The day it was trained, as YYYY-MM-DD.
     */
    trained?: string
  }
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
    /**
     * A text, {file: path} relative to the file that says so, or a list of parts.
     *
     * @minItems 1
     */
    content:
      | string
      | {
          /**
           * Path of the text file, relative to this file.
           */
          file: string
        }
      | Part[]
  }[]
  output?: JsonSchema
  /**
   * Few-shot: cases that stand before the last user message, each as that message with its input and the answer it should have had.
   */
  examples?: {
    /**
     * The Dataset that holds them.
     */
    dataset: string
    /**
     * How many at most, in the order of the dataset. Default 4.
     */
    limit?: number
    /**
     * Only cases whose columns have these values.
     */
    where?: {
      /**
       * The value of the column.
       */
      [k: string]: string | number | boolean
    }
    answer?: Text
  }
  /**
   * What the model may call. In an evaluation, the case says what they answer.
   *
   * @minItems 1
   * @maxItems 128
   *
   * Items: One tool.
   */
  tools?: {
    /**
     * Its name.
     */
    name: string
    /**
     * What it does, for the model.
     */
    description?: string
    parameters?: JsonSchema
  }[]
  /**
   * The most times the model is asked in one turn, where it calls tools. Default 8.
   */
  stepLimit?: number
}
/**
 * One part of a message: a text, or an image, a sound or a file. These are read from a file beside this one, or are an input of the case: a data URL, or a path that its Dataset lists under media. Nothing is fetched.
 */
export interface Part {
  text?: Text
  image?: Medium
  audio?: Medium
  file?: Medium
}
/**
 * Steps over prompts, retrieval and pure transforms; one versioned unit. A step uses the inputs and earlier steps by their names; those that do not use each other may run at the same time. The last step is the output.
 */
export interface ChainDocument {
  /**
   * The kind of this resource.
   */
  kind: 'Chain'
  name: Name
  description?: Description
  owners?: Owners
  labels?: Labels
  formerly?: Formerly
  /**
   * The names of the inputs, where they should not be inferred from the steps.
   */
  input?: string[]
  /**
   * The steps. A result is known by the id of its step; the last is the output.
   *
   * @minItems 1
   */
  steps: Step[]
  /**
   * The most steps that one case may take; each round of tool calls counts as one. Default 20.
   */
  stepLimit?: number
}
/**
 * One step: a prompt, a retrieval or a transform.
 */
export interface Step {
  /**
   * The name of its result.
   */
  id: string
  /**
   * The Prompt that is asked. Its inputs are taken by their names from the inputs of the chain and the steps before. The result is its answer: a text, or JSON where the Prompt has an output schema.
   */
  prompt?: string
  /**
   * Inputs of the Prompt that have other names here. Key: input; value: a template. One that is exactly one tag keeps its type.
   */
  with?: {
    /**
     * A template.
     */
    [k: string]: string
  }
  /**
   * The KnowledgeBase that is searched. The result is a list of passages, each with id, file, text and score.
   */
  retrieve?: string
  /**
   * Of retrieve: what is searched for. A template.
   */
  query?: string
  /**
   * Of retrieve: how many passages at most. Default 5.
   */
  top?: number
  text?: Text
  /**
   * A transform: the result is this text, read as JSON. A template.
   */
  json?: string
  at?: Pointer
}
/**
 * An HTTP endpoint of your own: what really runs is evaluated. It is asked by POST with JSON, and answers with JSON or a text.
 */
export interface ApplicationDocument {
  /**
   * The kind of this resource.
   */
  kind: 'Application'
  name: Name
  description?: Description
  owners?: Owners
  labels?: Labels
  formerly?: Formerly
  /**
   * Where it answers. A provider of type http in the Project has to bind its origin.
   */
  url: string
  headers?: Headers
  /**
   * The body: any JSON whose texts are templates. A text that is exactly one tag keeps the type of what it names.
   */
  request: {[key: string]: unknown}
  at?: Pointer
  /**
   * Which deployment of it answers: a commit, a release, the digest of an image. Answers of one version are remembered for that version alone. Without it nobody can tell whether it is still the same that answers, so every run asks anew.
   */
  version?: string
  /**
   * The names of the inputs, where they should not be inferred from the request.
   */
  input?: string[]
}
/**
 * Headers of the request beside its own. Never a secret: the key is sent as a bearer token, from the variable that the Project binds.
 */
export interface Headers {
  [k: string]: string
}
/**
 * What grounds the answers: files with an index over their passages, or a search of your own over HTTP.
 */
export interface KnowledgeBaseDocument {
  /**
   * The kind of this resource.
   */
  kind: 'KnowledgeBase'
  name: Name
  description?: Description
  owners?: Owners
  labels?: Labels
  formerly?: Formerly
  /**
   * The texts: a pattern, or a list of patterns, relative to this file. * is any part of a name, ** any number of folders.
   *
   * @minItems 1
   */
  files?: string | string[]
  /**
   * How the texts are cut into passages.
   */
  chunk?: {
    /**
     * The most characters of a passage. Default 1200.
     */
    size?: number
    /**
     * Characters that a passage repeats of the one before. Default 0.
     */
    overlap?: number
    /**
     * Where a text may be cut: between paragraphs (default), before Markdown headings, between lines, or whole files.
     */
    by?: 'paragraph' | 'heading' | 'line' | 'file'
  }
  embed?: ModelReference
  /**
   * A search of your own: it is asked by POST with JSON and replies with a list of passages.
   */
  retriever?: {
    /**
     * Where it answers. A provider of type http in the Project has to bind its origin.
     */
    url: string
    headers?: Headers
    /**
     * The body: any JSON whose texts are templates over query and top. Default: {query: "{{query}}", top: "{{top}}"}.
     */
    request?: {[key: string]: unknown}
    at?: Pointer
    id?: Pointer
    text?: Pointer
  }
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
   * Inputs that are paths of pictures, sounds or documents, relative to the file of the cases: the file itself stands in for the path.
   *
   * @minItems 1
   */
  media?: string[]
  /**
   * Columns by which results are broken down.
   */
  slices?: string[]
  /**
   * A column: cases with the same value are alike (one customer, one document) and count as one draw, so that error bars stay honest.
   */
  cluster?: string
  /**
   * What the cases are for: train (examples and tuning), validation or test (suites).
   */
  split?: 'train' | 'validation' | 'test'
  /**
   * What holds for the cases, checked each time. Values are named as id, input.NAME, expected.NAME or a column.
   */
  curation?: {
    /**
     * Values that every case has, and that are not empty.
     *
     * @minItems 1
     */
    required?: ValueName[]
    /**
     * Values that no two cases share.
     *
     * @minItems 1
     */
    distinct?: ValueName[]
    /**
     * How much of the cases one value may make up, in (0, 1]. Key: what; value: the share.
     */
    maxShare?: {
      [k: string]: number
    }
  }
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
  /**
   * A conversation: what the user says next, in turn, after each answer. Assertions see the last answer.
   *
   * @minItems 1
   * @maxItems 50
   */
  turns?: string[]
  /**
   * What the tools of the Prompt answer in this case: for each call, the first entry that fits it.
   *
   * @minItems 1
   *
   * Items: The result of a tool.
   */
  tools?: {
    /**
     * The name of the tool.
     */
    call: string
    /**
     * Arguments that the call must have, among others. Default: any.
     */
    arguments?: {[key: string]: unknown}
    /**
     * What the tool answers: any JSON.
     */
    result: unknown
  }[]
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
   * What humans said of outputs that the judge grades: {file: path} of a .csv or .jsonl with id (of the case), output and label (true, false, or 0 to 1), and maybe rater. llmops calibrate writes the sheet and says how far the judge agrees.
   */
  labels?: {
    /**
     * Path of the file, relative to this file.
     */
    file: string
  }
  /**
   * A step of the Chain: the assertion sees its result instead of the output.
   */
  step?: string
  at?: Pointer
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
    /**
     * Of git: the branch has other content, too, with a history of its own: only the folder is delivered to, on top of what is there. Without it, a branch that llmops did not begin is refused. Default: false.
     */
    shared?: boolean
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
