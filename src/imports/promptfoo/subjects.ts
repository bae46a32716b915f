import { canonicalJson, type Json } from '../../digest/digest.ts'
import type { ModelDocument, PromptDocument } from '../../resources/schema.gen.ts'
import type { Cursor } from '../cursor.ts'
import type { ImportRequest } from '../imported.ts'
import { type Messages, messagesOf, type TemplateContext } from '../messages.ts'
import { slug } from '../names.ts'
import { modelResource, type PromptfooModel, readSettings, type Settings } from './models.ts'
import { promptDocument } from '../prompt-document.ts'
import type { PromptfooPrompt } from './prompts.ts'

/** A prompt with its first model, and the others that it is shown with. */
export interface BuiltPrompt {
  readonly document: PromptDocument
  readonly messages: Messages
  readonly models: readonly string[]
}

interface BuildRequest {
  readonly prompts: readonly PromptfooPrompt[]
  readonly models: readonly PromptfooModel[]
  readonly made: Map<string, ModelDocument>
  readonly context: TemplateContext
  readonly request: ImportRequest
  readonly root: Cursor
  /** Whether there are tests, which show a prompt with further models. */
  readonly isTested: boolean
}

/** The prompts of a configuration. Every prompt is asked with every model that does not choose others. */
export function buildPrompts(build: BuildRequest): readonly BuiltPrompt[] {
  const { prompts, models, request, isTested } = build
  const [first, ...others] = models
  for (const { label, at } of isTested ? [] : others) {
    request.findings.report(at.place, { code: 'import-lost', what: label, why: 'no suite' })
  }
  const [second] = others
  if (isTested && second !== undefined) {
    request.findings.report(second.at.place, { code: 'import-changed', what: 'providers', why: 'shown models' })
  }
  const used = isTested || first === undefined ? build : { ...build, models: [first] }
  return prompts.flatMap((prompt, index) => buildPrompt(prompt, index, used) ?? [])
}

function buildPrompt(prompt: PromptfooPrompt, index: number, build: BuildRequest): BuiltPrompt | undefined {
  const { prompts, context, request, made } = build
  const { label, at } = prompt
  const models = build.models.filter((model) => asks(model, label))
  const [first, ...others] = models
  const messages = messagesOf(prompt.messages, context)
  if (messages === undefined || first === undefined) {
    request.findings.report(at.place, { code: 'import-lost', what: label ?? 'prompt', why: 'unusable' })
    return undefined
  }
  const numbered = prompts.length === 1 ? request.base : `${request.base}-${index + 1}`
  const name = request.names.take('subject', slug(label ?? '') ?? numbered)
  const own = readSettings(prompt.config, request)
  const isAlone = others.length === 0
  const parameters = isAlone ? { ...first.parameters, ...own.parameters } : own.parameters
  const { output, tools } = settingsOf(own, models, request)
  const document = promptDocument({
    name,
    description: build.root.field('description')?.text,
    labels: labelsOf(build.root),
    model: isAlone ? first.reference : modelResource(first, made, request),
    parameters,
    messages,
    output,
    tools,
  })
  return { document, messages, models: [...new Set(others.map((model) => modelResource(model, made, request)))] }
}

/** Tags of a configuration are labels of each of its prompts. */
function labelsOf(root: Cursor): { readonly [name: string]: string } {
  return Object.fromEntries(
    root
      .sub('tags')
      .fields()
      .map(({ name, shown }) => [name, shown]),
  )
}

/** A filter names a label, a group of them, or all that begin with what stands before `*`. */
function asks({ prompts }: PromptfooModel, label: string | undefined): boolean {
  if (prompts === undefined || label === undefined) return true
  return prompts.some(
    (one) => label === one || label.startsWith(`${one}:`) || (one.endsWith('*') && label.startsWith(one.slice(0, -1))),
  )
}

/** What a prompt says itself comes first, then what its first model says; the others should agree with that. */
function settingsOf(
  own: Settings,
  models: readonly PromptfooModel[],
  { findings }: ImportRequest,
): Pick<Settings, 'output' | 'tools'> {
  const [first] = models
  for (const name of ['output', 'tools'] as const) {
    const different = models.find((model) => !isSame(model[name], first?.[name]))
    const what = name === 'output' ? 'response_format' : 'tools'
    if (different !== undefined)
      findings.report(different.at.place, { code: 'import-lost', what, why: 'one for all models' })
  }
  return { output: own.output ?? first?.output, tools: own.tools.length > 0 ? own.tools : (first?.tools ?? []) }
}

function isSame(a: unknown, b: unknown): boolean {
  return canonicalJson((a ?? null) as Json) === canonicalJson((b ?? null) as Json)
}
