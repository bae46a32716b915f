import type { DatasetDraft, PromptDraft, SuiteDraft } from './draft.ts'
import { defaultGate } from './gates.ts'
import { inputsOf } from './inputs.ts'
import { kindNames } from './kind-names.ts'
import { linkTarget } from './link-target.ts'
import { metricsOf } from './metrics.ts'
import { modelNamed, modelOf } from './models.ts'
import { byCodePoints } from './order.ts'
import type { Dataset, EvalSuite, Gate, Model, Project, Prompt, Resource } from './project.ts'
import type { LookUp, WholeDraft } from './whole-draft.ts'

/** The project that a draft without errors is. */
export function linkProject(draft: WholeDraft): Project {
  const [project] = draft.of('Project')
  if (project === undefined) throw new Error('a draft without a Project passed validation')
  const gate = defaultGate(project.fields)
  const prompts = byName(draft.of('Prompt').map((prompt) => linkPrompt(prompt, draft)))
  const suites = byName(draft.of('EvalSuite').map((suite) => linkSuite(suite, { gate, prompts, draft })))
  const whenUnsure = project.fields.whenUnsure ?? 'allow'
  return {
    name: project.name,
    folder: draft.folder,
    resources: resourcesOf(draft),
    models: byName(draft.of('Model').map(modelOf)),
    prompts,
    datasets: byName(draft.of('Dataset').map(linkDataset)),
    suites,
    targets: byName(draft.of('DeploymentTarget').map((target) => linkTarget(target, { prompts, suites, whenUnsure }))),
  }
}

/** In the order of kinds, then names. */
function resourcesOf(draft: WholeDraft): readonly Resource[] {
  return kindNames.flatMap((kind) =>
    draft
      .of(kind)
      .map(({ resource }) => resource)
      .toSorted((a, b) => byCodePoints(a.name, b.name)),
  )
}

function byName<T extends { readonly name: string }>(values: readonly T[]): ReadonlyMap<string, T> {
  return new Map(values.toSorted((a, b) => byCodePoints(a.name, b.name)).map((value) => [value.name, value]))
}

function linkPrompt(prompt: PromptDraft, draft: WholeDraft): Prompt {
  const model = found(modelNamed(draft, prompt.fields.model))
  return {
    kind: 'Prompt',
    name: prompt.name,
    formerly: prompt.resource.formerly,
    place: prompt.place,
    model,
    parameters: prompt.fields.parameters ?? {},
    messages: prompt.messages.map(({ role, content }) => ({ role, content })),
    inputs: inputsOf(prompt),
    output: prompt.output?.value,
  }
}

function linkDataset({ name, cases, fields }: DatasetDraft): Dataset {
  return { name, cases, slices: fields.slices ?? [] }
}

interface Links {
  readonly gate: Gate
  readonly prompts: ReadonlyMap<string, Prompt>
  readonly draft: WholeDraft
}

function linkSuite(suite: SuiteDraft, { gate, prompts, draft }: Links): EvalSuite {
  const { fields, name, place, resource, assertions } = suite
  const { cases, slices } = casesOf(suite, draft)
  return {
    name,
    formerly: resource.formerly,
    place,
    subject: there(prompts.get(fields.subject)),
    models: (fields.models ?? []).map((model): Model => found(modelNamed(draft, model))),
    measure: {
      cases,
      slices,
      metrics: metricsOf(assertions, gate, (judge) => found(modelNamed(draft, judge))),
      trials: fields.trials ?? 1,
      coverage: fields.coverage ?? 0.95,
    },
  }
}

function casesOf({ cases, fields }: SuiteDraft, draft: WholeDraft): Pick<Dataset, 'cases' | 'slices'> {
  if (cases !== undefined) return { cases, slices: [] }
  return linkDataset(found(draft.find('Dataset', fields.dataset ?? '')))
}

function found<T>(lookUp: LookUp<T>): T {
  return there(lookUp.state === 'found' ? lookUp.value : undefined)
}

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a reference that leads nowhere passed validation')
  return value
}
