import type { DatasetDraft, ModelDraft, SuiteDraft } from './draft.ts'
import { defaultGate } from './gates.ts'
import { listingOrganisation } from './inherited.ts'
import { kindNames } from './kind-names.ts'
import { linkApplication, linkChain, linkKnowledge, linkPrompt } from './link-subject.ts'
import { linkTarget } from './link-target.ts'
import { metricsOf } from './metrics.ts'
import { modelNamed, modelOf } from './models.ts'
import { byCodePoints } from './order.ts'
import type { Dataset, EvalSuite, Gate, Model, Project, Resource, Subject } from './project.ts'
import { foundIn, there } from './there.ts'
import { usedModels } from './used-models.ts'
import type { WholeDraft } from './whole-draft.ts'

/** The project that a draft without errors is. */
export function linkProject(draft: WholeDraft): Project {
  const [project] = draft.of('Project')
  if (project === undefined) throw new Error('a draft without a Project passed validation')
  const gate = defaultGate(project.fields)
  const prompts = byName(draft.of('Prompt').map((prompt) => linkPrompt(prompt, draft)))
  const knowledgeBases = byName(draft.of('KnowledgeBase').map((one) => linkKnowledge(one, draft)))
  const chains = byName(draft.of('Chain').map((chain) => linkChain(chain, { prompts, knowledgeBases, draft })))
  const applications = byName(draft.of('Application').map(linkApplication))
  const subjects = new Map<string, Subject>([...prompts, ...chains, ...applications])
  const suites = byName(draft.of('EvalSuite').map((suite) => linkSuite(suite, { gate, subjects, draft })))
  const whenUnsure = project.fields.whenUnsure ?? 'allow'
  const inherited = usedModels(draft)
  return {
    name: project.name,
    folder: draft.folder,
    ...(listingOrganisation(draft.inherited) !== undefined && { onlyListedProviders: true }),
    ...(draft.inherited.state === 'withheld' && { notRead: draft.inherited.label }),
    resources: resourcesOf(draft, inherited),
    models: byName([...draft.of('Model'), ...inherited].map((model) => foundIn(modelOf(model, draft)))),
    prompts,
    chains,
    applications,
    knowledgeBases,
    datasets: byName(draft.of('Dataset').map(linkDataset)),
    suites,
    targets: byName(draft.of('DeploymentTarget').map((target) => linkTarget(target, { subjects, suites, whenUnsure }))),
  }
}

/** In the order of kinds, then names. */
function resourcesOf(draft: WholeDraft, inherited: readonly ModelDraft[]): readonly Resource[] {
  const from = draft.inherited.state === 'read' ? { from: draft.inherited.organisation.label } : {}
  const theirs = inherited.map(({ resource }): Resource => ({ ...resource, ...from }))
  return kindNames.flatMap((kind) =>
    [...draft.of(kind).map(({ resource }) => resource), ...(kind === 'Model' ? theirs : [])].toSorted((a, b) =>
      byCodePoints(a.name, b.name),
    ),
  )
}

function byName<T extends { readonly name: string }>(values: readonly T[]): ReadonlyMap<string, T> {
  return new Map(values.toSorted((a, b) => byCodePoints(a.name, b.name)).map((value) => [value.name, value]))
}

function linkDataset({ name, cases, fields }: DatasetDraft): Dataset {
  const { slices = [], cluster, split } = fields
  return { name, cases, slices, ...(cluster !== undefined && { cluster }), ...(split !== undefined && { split }) }
}

interface Links {
  readonly gate: Gate
  readonly subjects: ReadonlyMap<string, Subject>
  readonly draft: WholeDraft
}

function linkSuite(suite: SuiteDraft, { gate, subjects, draft }: Links): EvalSuite {
  const { fields, name, place, resource, assertions } = suite
  const { cases, slices, cluster } = casesOf(suite, draft)
  return {
    name,
    formerly: resource.formerly,
    place,
    subject: there(subjects.get(fields.subject)),
    models: (fields.models ?? []).map((model): Model => foundIn(modelNamed(draft, model))),
    measure: {
      cases,
      slices,
      ...(cluster !== undefined && { cluster }),
      metrics: metricsOf(assertions, gate, (judge) => foundIn(modelNamed(draft, judge))),
      trials: fields.trials ?? 1,
      coverage: fields.coverage ?? 0.95,
    },
  }
}

function casesOf({ cases, fields }: SuiteDraft, draft: WholeDraft): Pick<Dataset, 'cases' | 'slices' | 'cluster'> {
  if (cases !== undefined) return { cases, slices: [] }
  return linkDataset(foundIn(draft.find('Dataset', fields.dataset ?? '')))
}
