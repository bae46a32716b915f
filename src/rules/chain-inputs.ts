import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { chainInputs, stepUses, type StepUse } from '../resources/chain-scope.ts'
import type { ChainDraft } from '../resources/draft.ts'
import type { Rule } from '../resources/load.ts'
import type { Case } from '../resources/project.ts'
import type { WholeDraft } from '../resources/whole-draft.ts'
import { errorAt } from '../source/error-at.ts'
import { nearest } from '../source/nearest.ts'
import { casesOf } from './suite-parts.ts'

/** The inputs of a chain are in the cases that its suites ask it with. */
export const chainInputsInCases: Rule = function* (draft) {
  for (const suite of draft.of('EvalSuite')) {
    const cases = casesOf(suite, draft)?.cases
    const found = draft.find('Chain', suite.fields.subject)
    if (cases === undefined || found.state !== 'found') continue
    for (const input of chainInputs(found.value, draft)) yield* lacking(input, found.value, cases, draft)
  }
}

function* lacking(input: string, chain: ChainDraft, cases: readonly Case[], draft: WholeDraft): Generator<Diagnostic> {
  const without = cases.filter((one) => !Object.hasOwn(one.input, input))
  if (without.length < cases.length) {
    for (const { id, place } of without) yield errorAt(place, { code: 'missing-input', case: id, name: input })
    return
  }
  const use = chain.steps.flatMap((step) => stepUses(step, draft)).find(({ name }) => name === input)
  const names = [...new Set(cases.flatMap((one) => Object.keys(one.input)))]
  const ids = chain.steps.map(({ fields }) => fields.id)
  const known = chain.fields.input === undefined ? [...names, ...ids] : names
  yield nowhere(input, use, chain, known)
}

/** A declared input is wrong where it is declared, an inferred one where it is first used. */
function nowhere(input: string, use: StepUse | undefined, chain: ChainDraft, known: readonly string[]): Diagnostic {
  const index = chain.fields.input?.indexOf(input) ?? -1
  const place = index === -1 ? (use?.place ?? chain.place) : chain.placeOf(['input', index])
  const near = nearest(input, known)
  const prompt = index === -1 && use?.input !== undefined ? promptAt(use, chain) : undefined
  if (prompt !== undefined) return errorAt(place, { code: 'step-lacks-input', prompt, input, nearest: near })
  return errorAt(place, { code: 'unknown-template-name', name: use?.text ?? input, nearest: near, known })
}

function promptAt({ place }: StepUse, { steps }: ChainDraft): string | undefined {
  const index = place.in === 'yaml' ? Number(place.path[1]) : -1
  return steps[index]?.fields.prompt
}
