import type {
  Application,
  Chain,
  KnowledgeBase,
  MessageTemplate,
  Model,
  PartTemplate,
  Prompt,
  Subject,
} from '../resources/project.ts'
import { type LooseStep, withDependencies } from '../resources/step-dependencies.ts'
import type {
  ApplicationMeaning,
  ChainMeaning,
  KnowledgeMeaning,
  PromptMeaning,
  StepMeaning,
  SubjectMeaning,
} from '../resources/subject-meaning.ts'
import type { TemplateText } from '../resources/template.ts'

/** What a meaning does not say. */
export interface Unsaid {
  readonly name: string
  /** Where every part of it stands. */
  readonly place: Subject['place']
  /** USD per million tokens of a model. */
  readonly priceOf: (provider: string, id: string) => Model['price']
}

/** The subject that means this: the inverse of `meaningOfSubject`. */
export function subjectOfMeaning(meaning: SubjectMeaning, unsaid: Unsaid): Subject {
  switch (meaning.kind) {
    case 'Prompt':
      return promptOf(meaning, unsaid)
    case 'Chain':
      return chainOf(meaning, unsaid)
    case 'Application':
      return applicationOf(meaning, unsaid)
  }
}

function promptOf(meaning: PromptMeaning, unsaid: Unsaid): Prompt {
  const { model, fallbacks, parameters, messages, inputs, output, examples, tools, stepLimit } = meaning
  const asked = fallbacks?.map((one) => modelOf(one.model, one.parameters, unsaid))
  return {
    kind: 'Prompt',
    name: unsaid.name,
    formerly: undefined,
    place: unsaid.place,
    model: { ...modelOf(model, parameters, unsaid), ...(asked !== undefined && { fallbacks: asked }) },
    // They are those of the models with the prompt's own over them; which of both said them makes no difference.
    parameters: {},
    messages: messages.map(({ role, content }) => ({ role, content: contentOf(content, unsaid) })),
    inputs,
    output,
    ...(examples !== undefined && { examples }),
    ...(tools !== undefined && {
      tools: tools.map(({ name, description, parameters: schema }) => ({ name, description, parameters: schema })),
    }),
    ...(stepLimit !== undefined && { stepLimit }),
  }
}

function modelOf(
  { provider, id, api }: PromptMeaning['model'],
  parameters: Model['parameters'],
  { priceOf }: Unsaid,
): Model {
  const price = priceOf(provider, id)
  const asked = { provider, id, ...(api !== undefined && { api }) }
  return { name: `${provider}/${id}`, ...asked, parameters, price, contextWindow: undefined, retires: undefined }
}

function contentOf(content: PromptMeaning['messages'][number]['content'], unsaid: Unsaid): MessageTemplate['content'] {
  if (typeof content === 'string') return textOf(content, unsaid)
  return content.map((part): PartTemplate => {
    if ('text' in part) return { type: 'text', text: textOf(part.text, unsaid) }
    return { type: part.type, source: textOf(part.data, unsaid) }
  })
}

function textOf(text: string, { place }: Unsaid): TemplateText {
  return { text, place }
}

function chainOf({ inputs, steps, stepLimit, knowledge }: ChainMeaning, unsaid: Unsaid): Chain {
  const bases = new Map(
    Object.entries(knowledge).map(([digest, meaning]) => [digest, knowledgeOf(meaning, digest, unsaid)]),
  )
  return {
    kind: 'Chain',
    name: unsaid.name,
    formerly: undefined,
    place: unsaid.place,
    inputs,
    steps: withDependencies(steps.map((step) => stepOf(step, bases, unsaid))),
    stepLimit,
  }
}

function stepOf(step: StepMeaning, bases: ReadonlyMap<string, KnowledgeBase>, unsaid: Unsaid): LooseStep {
  const { id } = step
  if ('prompt' in step) {
    const inputs = Object.entries(step.inputs).map(([name, text]) => [name, textOf(text, unsaid)] as const)
    const prompt = promptOf(step.prompt, { ...unsaid, name: id })
    return { id, does: 'prompt', prompt, inputs: Object.fromEntries(inputs) }
  }
  if ('retrieve' in step) {
    const from = bases.get(step.retrieve)
    if (from === undefined) throw new Error(`the document holds no knowledge ${step.retrieve}`)
    return { id, does: 'retrieve', from, query: textOf(step.query, unsaid), top: step.top }
  }
  if ('text' in step) return { id, does: 'text', text: textOf(step.text, unsaid) }
  return { id, does: 'json', json: textOf(step.json, unsaid), at: step.at }
}

function knowledgeOf(meaning: KnowledgeMeaning, digest: string, unsaid: Unsaid): KnowledgeBase {
  const named = { name: digest, formerly: undefined, place: unsaid.place }
  if ('retriever' in meaning) return { ...named, from: 'retriever', retriever: meaning.retriever }
  const { texts, chunk, embed } = meaning
  return {
    ...named,
    from: 'files',
    texts: Object.entries(texts).map(([id, text]) => ({ id, text, file: digest })),
    chunk,
    embed: embed && modelOf(embed, {}, unsaid),
  }
}

function applicationOf(meaning: ApplicationMeaning, { name, place }: Unsaid): Application {
  const { url, headers, request, at, inputs, version } = meaning
  const said = version === undefined ? {} : { version }
  return { kind: 'Application', name, formerly: undefined, place, url, headers, request, at, inputs, ...said }
}
