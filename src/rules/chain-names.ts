import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { chainInputs, promptInputs, stepUses, type StepUse } from '../resources/chain-scope.ts'
import type { StepDraft } from '../resources/draft.ts'
import { isLabel } from '../resources/inputs.ts'
import type { Rule } from '../resources/load.ts'
import type { WholeDraft } from '../resources/whole-draft.ts'
import { errorAt } from '../source/error-at.ts'
import { nearest } from '../source/nearest.ts'

/**
 * A step takes what the chain has as an input, or an earlier step as its result, and gives its Prompt the inputs that it has.
 * So no step waits for itself, by whatever way.
 */
export const chainNames: Rule = function* (draft) {
  for (const chain of draft.of('Chain')) {
    const inputs = chainInputs(chain, draft)
    const ids = chain.steps.map(({ fields }) => fields.id)
    for (const [index, step] of chain.steps.entries()) {
      const earlier = ids.slice(0, index)
      for (const use of stepUses(step, draft)) {
        if (inputs.includes(use.name) || earlier.includes(use.name) || isLabel({ path: [use.name] }, chain)) continue
        yield ids.includes(use.name) ? laterStep(step, use) : unknownName(use, step, [...inputs, ...earlier])
      }
      yield* withoutInput(step, draft)
    }
  }
}

function laterStep({ fields }: StepDraft, { name, place }: StepUse): Diagnostic {
  return errorAt(place, { code: 'later-step', step: fields.id, name })
}

/** Said of what is declared: without declared inputs, what is no step is an input. */
function unknownName(
  { name, text, input, place }: StepUse,
  { fields }: StepDraft,
  known: readonly string[],
): Diagnostic {
  const near = nearest(name, known)
  if (input === undefined) return errorAt(place, { code: 'unknown-template-name', name: text, nearest: near, known })
  return errorAt(place, { code: 'step-lacks-input', prompt: fields.prompt ?? '', input, nearest: near })
}

function* withoutInput(step: StepDraft, draft: WholeDraft): Generator<Diagnostic> {
  const { prompt } = step.fields
  if (prompt === undefined || draft.find('Prompt', prompt).state !== 'found') return
  const known = promptInputs(step, draft)
  for (const input of step.with.keys()) {
    if (known.includes(input)) continue
    const problem = { code: 'no-such-input', prompt, input, nearest: nearest(input, known), known } as const
    yield errorAt(step.placeOf(['with', input], 'key'), problem)
  }
}
