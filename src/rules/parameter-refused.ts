import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { catalogued } from '../resources/catalogue.ts'
import type { Refusal } from '../resources/catalogue-refusals.data.ts'
import type { ModelDraft, PromptDraft, YamlPlace } from '../resources/draft.ts'
import type { Rule } from '../resources/load.ts'
import { modelNamed, modelOf } from '../resources/models.ts'
import { parametersOn } from '../resources/parameters.ts'
import type { Model, Parameters } from '../resources/project.ts'
import type { WholeDraft } from '../resources/whole-draft.ts'
import { judgementAt } from '../source/error-at.ts'
import { isAsked } from './asked-models.ts'
import { promptsJudged } from './suite-parts.ts'

/** A parameter is one that the model itself takes, also where a suite shows the prompt with another one. */
export const parameterRefused: Rule = function* (draft) {
  for (const model of draft.of('Model')) yield* inModel(model, draft)
  for (const prompt of draft.of('Prompt')) {
    yield* inPrompt(prompt, { name: prompt.fields.model, place: prompt.placeOf(['model']) }, draft)
  }
  for (const suite of draft.of('EvalSuite')) {
    const prompts = promptsJudged(suite, draft)
    for (const [index, name] of (suite.fields.models ?? []).entries()) {
      for (const prompt of prompts.filter(({ fields }) => fields.model !== name)) {
        yield* inPrompt(prompt, { name, place: suite.placeOf(['models', index]) }, draft)
      }
    }
  }
}

function* inModel(own: ModelDraft, draft: WholeDraft): Generator<Diagnostic> {
  const linked = own.fields.fallback === undefined ? modelOf(own, draft) : undefined
  if (linked?.state !== 'found') return
  for (const problem of refusedBy(linked.value, linked.value.parameters, draft)) {
    yield judgementAt(own.placeOf(['parameters', problem.parameter], 'key'), problem)
  }
}

interface Named {
  readonly name: string
  readonly place: YamlPlace
}

/** What only the model says is reported there. */
function* inPrompt(prompt: PromptDraft, { name, place }: Named, draft: WholeDraft): Generator<Diagnostic> {
  const found = modelNamed(draft, name)
  if (found.state !== 'found') return
  const { parameters = {} } = prompt.fields
  for (const model of [found.value, ...(found.value.fallbacks ?? [])]) {
    for (const problem of refusedBy(model, parametersOn({ parameters }, model), draft)) {
      if (parameters[problem.parameter] === undefined) continue
      const related = [{ label: 'the model', place }]
      yield { ...judgementAt(prompt.placeOf(['parameters', problem.parameter], 'key'), problem), related }
    }
  }
}

function refusedBy(model: Model, parameters: Parameters, draft: WholeDraft) {
  const [project] = draft.of('Project')
  if (project === undefined || !isAsked(project.fields, model.provider)) return []
  const refuses = catalogued(`${model.provider}/${model.id}`)?.refuses ?? []
  return refuses.filter((refusal) => isRefused(refusal, parameters)).map(problemOf(model))
}

function isRefused({ parameter, only, beside, whileReasoning }: Refusal, parameters: Parameters): boolean {
  const value = parameters[parameter]
  if (value === undefined || (typeof value !== 'object' && only?.includes(value))) return false
  if (beside !== undefined && parameters[beside] === undefined) return false
  const { reasoningEffort = 'none' } = parameters
  return whileReasoning === undefined || reasoningEffort !== 'none'
}

function problemOf({ name }: Model) {
  return ({ parameter, only = [], beside, whileReasoning }: Refusal) =>
    ({
      code: 'parameter-refused',
      model: name,
      parameter,
      only: only.map(String),
      beside,
      whileReasoning: whileReasoning === true,
    }) as const
}
