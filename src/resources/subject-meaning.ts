import type { Digest, Json } from '../digest/digest.ts'
import { digestOfJson } from '../digest/digest.ts'
import { byCodePoints } from './order.ts'
import { parametersOn } from './parameters.ts'
import type {
  Application,
  Chain,
  Chunking,
  FewShot,
  KnowledgeBase,
  Medium,
  MessageTemplate,
  Model,
  Parameters,
  Prompt,
  Retriever,
  Step,
  Subject,
} from './subject.ts'
import type { TemplateText } from './template.ts'

/** What the meaning of a subject is written in. A change of it, or of what templates mean, is another version. */
export const subjectFormat = 'llmops/subject/v1'

interface ModelMeaning {
  readonly provider: string
  readonly id: string
  /** Absent: chat completions, or the provider's own API for chats. */
  readonly api?: 'responses'
}

type PartMeaning = { readonly text: string } | { readonly type: Medium['type']; readonly data: string }

export interface PromptMeaning {
  readonly kind: 'Prompt'
  readonly model: ModelMeaning
  readonly parameters: Parameters
  /** In the order in which they are asked; absent: none. */
  readonly fallbacks?: readonly { readonly model: ModelMeaning; readonly parameters: Parameters }[]
  readonly messages: readonly {
    readonly role: MessageTemplate['role']
    readonly content: string | readonly PartMeaning[]
  }[]
  readonly inputs: readonly string[]
  readonly output?: Json
  readonly examples?: readonly FewShot[]
  readonly tools?: readonly { readonly name: string; readonly description?: string; readonly parameters: Json }[]
  readonly stepLimit?: number
}

export type KnowledgeMeaning =
  | {
      /** By id. */
      readonly texts: { readonly [id: string]: string }
      readonly chunk: Chunking
      /** Absent: BM25. */
      readonly embed?: ModelMeaning
    }
  | { readonly retriever: Retriever }

export type StepMeaning = { readonly id: string } & (
  | { readonly prompt: PromptMeaning; readonly inputs: { readonly [input: string]: string } }
  /** `retrieve` is a key of `knowledge`. */
  | { readonly retrieve: Digest; readonly query: string; readonly top: number }
  | { readonly text: string }
  | { readonly json: string; readonly at: string }
)

export interface ChainMeaning {
  readonly kind: 'Chain'
  readonly inputs: readonly string[]
  readonly steps: readonly StepMeaning[]
  readonly stepLimit: number
  /** By the digest of their meaning: each once, however many steps search it. */
  readonly knowledge: { readonly [digest: Digest]: KnowledgeMeaning }
}

export interface ApplicationMeaning {
  readonly kind: 'Application'
  readonly url: string
  readonly headers: { readonly [name: string]: string }
  readonly request: Json
  readonly at: string
  readonly inputs: readonly string[]
  /** Absent where nobody says which deployment answers. */
  readonly version?: string
}

export type SubjectMeaning = PromptMeaning | ChainMeaning | ApplicationMeaning

/** What a subject does, without its name, its place and its cost: everything that it uses is in it. */
export function meaningOfSubject(subject: Subject): SubjectMeaning {
  switch (subject.kind) {
    case 'Prompt':
      return meaningOfPrompt(subject)
    case 'Chain':
      return meaningOfChain(subject)
    case 'Application':
      return meaningOfApplication(subject)
  }
}

function meaningOfPrompt(prompt: Prompt): PromptMeaning {
  const { model, messages, inputs, output, examples, tools, stepLimit } = prompt
  const { fallbacks = [] } = model
  return {
    kind: 'Prompt',
    model: meaningOfModel(model),
    parameters: parametersOn(prompt, model),
    ...(fallbacks.length > 0 && {
      fallbacks: fallbacks.map((one) => ({ model: meaningOfModel(one), parameters: parametersOn(prompt, one) })),
    }),
    messages: messages.map(({ role, content }) => ({ role, content: meaningOfContent(content) })),
    inputs: inputs.toSorted(byCodePoints),
    ...(output !== undefined && { output }),
    ...(examples !== undefined && { examples: examples.map(({ input, answer }) => ({ input, answer })) }),
    ...(tools !== undefined && { tools: tools.map(meaningOfTool) }),
    ...(stepLimit !== undefined && { stepLimit }),
  }
}

function meaningOfModel({ provider, id, api }: Model): ModelMeaning {
  return { provider, id, ...(api !== undefined && { api }) }
}

function meaningOfContent(content: MessageTemplate['content']): PromptMeaning['messages'][number]['content'] {
  if ('text' in content) return content.text
  return content.map((part) =>
    part.type === 'text' ? { text: part.text.text } : { type: part.type, data: part.source.text },
  )
}

function meaningOfTool({ name, description, parameters }: NonNullable<Prompt['tools']>[number]) {
  return { name, ...(description !== undefined && { description }), parameters }
}

function meaningOfChain({ inputs, steps, stepLimit }: Chain): ChainMeaning {
  const bases = steps.flatMap((step) => (step.does === 'retrieve' ? step.from : []))
  return {
    kind: 'Chain',
    inputs: inputs.toSorted(byCodePoints),
    steps: steps.map(meaningOfStep),
    stepLimit,
    knowledge: Object.fromEntries(bases.map((base) => [digestOfKnowledge(base), meaningOfKnowledge(base)])),
  }
}

function meaningOfStep(step: Step): StepMeaning {
  const { id } = step
  switch (step.does) {
    case 'prompt':
      return { id, prompt: meaningOfPrompt(step.prompt), inputs: textsOf(step.inputs) }
    case 'retrieve':
      return { id, retrieve: digestOfKnowledge(step.from), query: step.query.text, top: step.top }
    case 'text':
      return { id, text: step.text.text }
    case 'json':
      return { id, json: step.json.text, at: step.at }
  }
}

function textsOf(templates: { readonly [name: string]: TemplateText }): { readonly [name: string]: string } {
  return Object.fromEntries(Object.entries(templates).map(([name, { text }]) => [name, text]))
}

/** What a knowledge base holds and how it is searched. */
export function meaningOfKnowledge(base: KnowledgeBase): KnowledgeMeaning {
  if (base.from === 'retriever') return { retriever: base.retriever }
  const { texts, chunk, embed } = base
  return {
    texts: Object.fromEntries(texts.map(({ id, text }) => [id, text])),
    chunk,
    ...(embed !== undefined && { embed: { provider: embed.provider, id: embed.id } }),
  }
}

/** Digests of what does not change: a knowledge base is large, and is asked for its digest often. */
const digests = new WeakMap<KnowledgeBase, Digest>()

export function digestOfKnowledge(base: KnowledgeBase): Digest {
  const known = digests.get(base) ?? digestOfJson(meaningOfKnowledge(base) as unknown as Json)
  digests.set(base, known)
  return known
}

function meaningOfApplication({ url, headers, request, at, inputs, version }: Application): ApplicationMeaning {
  const said = version === undefined ? {} : { version }
  return { kind: 'Application', url, headers, request, at, inputs: inputs.toSorted(byCodePoints), ...said }
}
