import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { ChainDraft, PromptDraft, YamlPlace } from '../resources/draft.ts'
import type { Rule } from '../resources/load.ts'
import { modelNamed } from '../resources/models.ts'
import type { LookUp, WholeDraft } from '../resources/whole-draft.ts'
import { errorAt } from '../source/error-at.ts'
import { modelReferences } from './model-references.ts'

/** Every reference leads somewhere. */
export const unresolvedReference: Rule = function* (draft) {
  for (const { name, place } of modelReferences(draft)) {
    yield* unresolvedModel(name, place, draft)
  }
  for (const { fields, placeOf } of draft.of('Model')) {
    const { base } = fields
    if (base !== undefined) yield* unresolvedModel(base, placeOf(['base']), draft)
  }
  for (const prompt of draft.of('Prompt')) yield* inExamples(prompt, draft)
  for (const chain of draft.of('Chain')) yield* inSteps(chain, draft)
  for (const { fields, placeOf } of draft.of('EvalSuite')) {
    const { subject, dataset } = fields
    yield* unresolved(draft.findSubject(subject), subjectKinds, subject, placeOf(['subject']))
    if (dataset === undefined) continue
    yield* unresolved(draft.find('Dataset', dataset), 'Dataset', dataset, placeOf(['dataset']))
  }
  for (const { fields, placeOf } of draft.of('DeploymentTarget')) {
    const { deploy, after } = fields
    yield* unresolved(draft.findSubject(deploy), subjectKinds, deploy, placeOf(['deploy']))
    if (after === undefined) continue
    yield* unresolved(draft.find('DeploymentTarget', after), 'DeploymentTarget', after, placeOf(['after']))
  }
}

const subjectKinds = 'Prompt, Chain or Application'

function* inSteps({ steps }: ChainDraft, draft: WholeDraft): Generator<Diagnostic> {
  for (const { fields, placeOf } of steps) {
    const { prompt, retrieve } = fields
    if (prompt !== undefined) {
      yield* unresolved(draft.find('Prompt', prompt), 'Prompt', prompt, placeOf(['prompt']))
    }
    if (retrieve !== undefined) {
      yield* unresolved(draft.find('KnowledgeBase', retrieve), 'KnowledgeBase', retrieve, placeOf(['retrieve']))
    }
  }
}

function* inExamples({ fields, placeOf }: PromptDraft, draft: WholeDraft): Generator<Diagnostic> {
  const dataset = fields.examples?.dataset
  if (dataset === undefined) return
  yield* unresolved(draft.find('Dataset', dataset), 'Dataset', dataset, placeOf(['examples', 'dataset']))
}

/** It may be one of what is extended, where that is not read. */
function unresolvedModel(name: string, place: YamlPlace, draft: WholeDraft): readonly Diagnostic[] {
  const found = modelNamed(draft, name)
  if (found.state !== 'unknown') return []
  const { inherited } = draft
  const unread = inherited.state === 'withheld' ? { unread: inherited.label } : {}
  return [errorAt(place, { code: 'unresolved-reference', kind: 'Model', name, nearest: found.nearest, ...unread })]
}

function unresolved(found: LookUp<unknown>, kind: string, name: string, place: YamlPlace): readonly Diagnostic[] {
  if (found.state !== 'unknown') return []
  return [errorAt(place, { code: 'unresolved-reference', kind, name, nearest: found.nearest })]
}
