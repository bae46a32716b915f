import type { Place } from '../diagnostic/place.ts'
import type { Json } from '../digest/digest.ts'
import type { TemplateText } from './template.ts'

/** Sampling parameters, as in `common.schema.json`. */
export interface Parameters {
  readonly temperature?: number
  readonly topP?: number
  readonly maxTokens?: number
  readonly seed?: number
  readonly stop?: readonly string[]
  readonly frequencyPenalty?: number
  readonly presencePenalty?: number
  readonly reasoningEffort?: 'none' | 'minimal' | 'low' | 'medium' | 'high'
}

/** USD per million tokens. */
export interface Price {
  readonly input: number
  readonly cachedInput?: number
  readonly output: number
}

export type Modality = 'text' | 'image' | 'audio' | 'video' | 'file'

/** What a model takes in and gives out. */
export interface Modalities {
  readonly input: readonly Modality[]
  readonly output: readonly ('text' | 'image' | 'audio' | 'embedding')[]
}

/** What is said of a model beside how it is asked: for compliance, planning and cards. Absent where nobody says it. */
export interface ModelFacts {
  /** In a minute. */
  readonly rateLimit?: { readonly requests?: number; readonly tokens?: number }
  readonly licence?: string
  readonly regions?: readonly string[]
  /** `none`, or a duration such as `30d`. */
  readonly retention?: string
  readonly certifications?: readonly string[]
  readonly maintenance?: 'none' | 'low' | 'medium' | 'high'
  /** Name or `provider/id` of the model that it was tuned from. */
  readonly base?: string
  readonly tuned?: 'full' | 'adapter'
  readonly lineage?: {
    /** Digests by name. */
    readonly datasets?: { readonly [name: string]: string }
    readonly job?: string
    readonly commit?: string
    /** `YYYY-MM-DD`. */
    readonly trained?: string
  }
}

/** A model at a provider, with those that are asked where it gives no answer. */
export interface Model {
  /** The Model's name, or `provider/id` where there is no resource. */
  readonly name: string
  /** The provider's name in the Project. */
  readonly provider: string
  /** The model's id at the provider. */
  readonly id: string
  /** Which of an OpenAI-compatible provider's APIs it is asked by; absent: chat completions. */
  readonly api?: 'responses'
  /** Present where answers are streamed, so that the time to the first token is measured. */
  readonly stream?: true
  readonly parameters: Parameters
  /** From the resource, else from the catalogue; undefined where neither knows it. */
  readonly price: Price | undefined
  readonly contextWindow: number | undefined
  readonly retires: string | undefined
  /** From the resource, else from the catalogue; absent where neither knows it. */
  readonly modalities?: Modalities
  readonly facts?: ModelFacts
  /** Models that are asked next, in this order, where the one before gives no answer. They have none of their own. */
  readonly fallbacks?: readonly Model[]
}

/** A picture, a sound or a document in a message. */
export interface Medium {
  readonly type: 'image' | 'audio' | 'file'
  /** A data URL, where a file of the project holds it; else one tag, which names an input that is a data URL. */
  readonly source: TemplateText
}

export type PartTemplate = { readonly type: 'text'; readonly text: TemplateText } | Medium

export interface MessageTemplate {
  readonly role: 'system' | 'user' | 'assistant'
  /** A text, or parts of which at least one is none: a message of one text part is that text. */
  readonly content: TemplateText | readonly PartTemplate[]
}

/** A case that is shown to the model: the last user message with its input, and the answer it should have had. */
export interface FewShot {
  readonly input: { readonly [name: string]: Json }
  /** No template any more. */
  readonly answer: string
}

export interface Tool {
  readonly name: string
  readonly description: string | undefined
  /** JSON Schema of the arguments, which are an object. */
  readonly parameters: Json
}

/** A Prompt with everything it uses. */
export interface Prompt {
  readonly kind: 'Prompt'
  readonly name: string
  readonly formerly: string | undefined
  readonly place: Place & { readonly in: 'yaml' }
  readonly model: Model
  /** The prompt's own; what it is asked with is `parametersOn`. */
  readonly parameters: Parameters
  readonly messages: readonly MessageTemplate[]
  /** Names of the inputs: declared, else the variables that the templates use, in order of first use. */
  readonly inputs: readonly string[]
  /** JSON Schema that the answer must satisfy. */
  readonly output: Json | undefined
  /** In the order in which they are shown, before the last user message; never empty. */
  readonly examples?: readonly FewShot[]
  /** Never empty. */
  readonly tools?: readonly Tool[]
  /** The most times the model is asked in one turn. Present exactly where there are tools. */
  readonly stepLimit?: number
}

/** One text of a knowledge base. */
export interface KnowledgeText {
  /** Path below the folder that all of them share; `/` on every machine. */
  readonly id: string
  readonly text: string
  readonly file: string
}

/** Where a search of the user's own answers, and how its reply is read. */
export interface Retriever {
  readonly url: string
  readonly headers: { readonly [name: string]: string }
  /** JSON whose texts are templates over `query` and `top`. */
  readonly request: Json
  /** JSON Pointers: to the list of passages; from there to the id and the text of a passage. */
  readonly at: string
  readonly id: string
  readonly text: string
}

export interface Chunking {
  /** Characters (UTF-16 units). */
  readonly size: number
  readonly overlap: number
  readonly by: 'paragraph' | 'heading' | 'line' | 'file'
}

/** What grounds answers. */
export type KnowledgeBase = {
  readonly name: string
  readonly formerly: string | undefined
  readonly place: Place & { readonly in: 'yaml' }
} & (
  | {
      readonly from: 'files'
      /** In code point order of the ids. */
      readonly texts: readonly KnowledgeText[]
      readonly chunk: Chunking
      /** The embedding model of the index; undefined: BM25. */
      readonly embed: Model | undefined
    }
  | { readonly from: 'retriever'; readonly retriever: Retriever }
)

/** What a retrieval gives. `id` tells passages apart; `file` is the id of the text that it comes from, or of the passage itself. */
export interface Passage {
  readonly id: string
  readonly file: string
  readonly text: string
  readonly score: number
}

interface StepBase {
  readonly id: string
  /** Ids of the steps whose results it uses, in the order of the steps: it may run once these are there. */
  readonly uses: readonly string[]
}

/** One step of a Chain. Its templates see the inputs of the chain and the results of the steps before, by their names. */
export type Step =
  | (StepBase & {
      readonly does: 'prompt'
      readonly prompt: Prompt
      /** Every input of the prompt, as a template: one that is exactly one tag keeps its type. */
      readonly inputs: { readonly [input: string]: TemplateText }
    })
  | (StepBase & {
      readonly does: 'retrieve'
      readonly from: KnowledgeBase
      readonly query: TemplateText
      readonly top: number
    })
  | (StepBase & { readonly does: 'text'; readonly text: TemplateText })
  /** `at`: JSON Pointer; `''`: the whole. */
  | (StepBase & { readonly does: 'json'; readonly json: TemplateText; readonly at: string })

/** A Chain with everything it uses. */
export interface Chain {
  readonly kind: 'Chain'
  readonly name: string
  readonly formerly: string | undefined
  readonly place: Place & { readonly in: 'yaml' }
  readonly inputs: readonly string[]
  /** As written; each uses earlier ones only. The last is the output. Never empty. */
  readonly steps: readonly Step[]
  /** The most steps that one case may take, rounds of tool calls included. */
  readonly stepLimit: number
}

/** An HTTP endpoint of the user's own. */
export interface Application {
  readonly kind: 'Application'
  readonly name: string
  readonly formerly: string | undefined
  readonly place: Place & { readonly in: 'yaml' }
  readonly url: string
  readonly headers: { readonly [name: string]: string }
  /** JSON whose texts are templates. */
  readonly request: Json
  /** JSON Pointer to the answer; `''`: the whole reply. */
  readonly at: string
  readonly inputs: readonly string[]
  /** Which deployment of it answers; absent: nobody says. */
  readonly version?: string
  /** Present where another version answers at the address by now: only what is remembered of this one counts. */
  readonly isReplaced?: true
}

/** What is evaluated and promoted, with everything it uses. */
export type Subject = Prompt | Chain | Application
