import type { Json } from '../digest/digest.ts'
import { chainInputs } from './chain-scope.ts'
import type { ApplicationDraft, ChainDraft, KnowledgeDraft, PromptDraft, StepDraft } from './draft.ts'
import { fewShotOf } from './few-shot.ts'
import { inputsOf } from './inputs.ts'
import { modelNamed } from './models.ts'
import type { Application, Chain, Chunking, KnowledgeBase, Project, Prompt, Tool } from './project.ts'
import { type LooseStep, withDependencies } from './step-dependencies.ts'
import { stepLimits } from './step-limits.ts'
import type { TemplateText } from './template.ts'
import { foundIn, there } from './there.ts'
import type { WholeDraft } from './whole-draft.ts'

/** Passages of a retrieval. */
const topPassages = 5
/** How texts are cut where nobody says otherwise. */
export const chunking: Chunking = { size: 1_200, overlap: 0, by: 'paragraph' }
/** Arguments of a tool that takes none. */
const noArguments: Json = { type: 'object', properties: {}, additionalProperties: false }

/** The prompt that a draft without errors is. */
export function linkPrompt(prompt: PromptDraft, draft: WholeDraft): Prompt {
  const examples = fewShotOf(prompt, draft)
  return {
    kind: 'Prompt',
    name: prompt.name,
    formerly: prompt.resource.formerly,
    place: prompt.place,
    model: foundIn(modelNamed(draft, prompt.fields.model)),
    parameters: prompt.fields.parameters ?? {},
    messages: prompt.messages,
    inputs: inputsOf(prompt),
    output: prompt.output?.value,
    ...(examples.length > 0 && { examples }),
    ...(prompt.tools.length > 0 && {
      tools: prompt.tools.map(toolOf),
      stepLimit: prompt.fields.stepLimit ?? stepLimits.prompt,
    }),
  }
}

function toolOf({ name, description, parameters }: PromptDraft['tools'][number]): Tool {
  return { name, description, parameters: parameters?.value ?? noArguments }
}

export function linkKnowledge(
  { name, place, resource, fields, texts }: KnowledgeDraft,
  draft: WholeDraft,
): KnowledgeBase {
  const named = { name, formerly: resource.formerly, place }
  const { retriever, chunk, embed } = fields
  if (retriever === undefined) {
    const model = embed === undefined ? undefined : foundIn(modelNamed(draft, embed))
    return { ...named, from: 'files', texts, chunk: { ...chunking, ...chunk }, embed: model }
  }
  const { url, headers = {}, at = '', id = '/id', text = '/text' } = retriever
  const request = (retriever.request ?? { query: '{{query}}', top: '{{top}}' }) as Json
  return { ...named, from: 'retriever', retriever: { url, headers, request, at, id, text } }
}

export function linkApplication(application: ApplicationDraft): Application {
  const { name, resource, place, fields } = application
  const { url, headers = {}, at = '', version } = fields
  const request = fields.request as Json
  return {
    kind: 'Application',
    name,
    formerly: resource.formerly,
    place,
    url,
    headers,
    request,
    at,
    inputs: inputsOf(application),
    ...(version !== undefined && { version }),
  }
}

interface ChainLinks extends Pick<Project, 'prompts' | 'knowledgeBases'> {
  readonly draft: WholeDraft
}

export function linkChain(chain: ChainDraft, links: ChainLinks): Chain {
  const { name, resource, place, fields } = chain
  return {
    kind: 'Chain',
    name,
    formerly: resource.formerly,
    place,
    inputs: chainInputs(chain, links.draft),
    steps: withDependencies(chain.steps.map((step) => linkStep(step, links))),
    stepLimit: fields.stepLimit ?? stepLimits.chain,
  }
}

function linkStep(step: StepDraft, { prompts, knowledgeBases }: ChainLinks): LooseStep {
  const { id, prompt, retrieve, top = topPassages, text, at = '' } = step.fields
  if (prompt !== undefined) {
    const linked = there(prompts.get(prompt))
    return { id, does: 'prompt', prompt: linked, inputs: inputsFor(linked, step) }
  }
  const template = there(step.template).content
  if (retrieve !== undefined) {
    return { id, does: 'retrieve', from: there(knowledgeBases.get(retrieve)), query: template, top }
  }
  return text === undefined ? { id, does: 'json', json: template, at } : { id, does: 'text', text: template }
}

/** What has the name of an input fills it, unless the step says otherwise. */
function inputsFor({ inputs }: Prompt, step: StepDraft): { readonly [input: string]: TemplateText } {
  const place = step.placeOf(['prompt'])
  return Object.fromEntries(
    inputs.map((input) => [input, step.with.get(input)?.content ?? { text: `{{${input}}}`, place }]),
  )
}
