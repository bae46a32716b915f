import type { Place } from '../diagnostic/place.ts'
import { placeWithin } from '../source/snippet.ts'
import type { ChainDraft, StepDraft } from './draft.ts'
import { inputsOf, inputUses, isLabel } from './inputs.ts'
import type { TemplateDraft } from './template-draft.ts'
import type { WholeDraft } from './whole-draft.ts'

/** A name that a step takes from its chain: an input of it, or a step. */
export interface StepUse {
  readonly name: string
  /** The whole name as written, such as `query.text`. */
  readonly text: string
  /** Set where an input of the step's Prompt takes what has its name. */
  readonly input: string | undefined
  readonly place: Place
}

/** What a step takes, in the order of its templates; then the inputs of its Prompt that nothing else fills. */
export function stepUses(step: StepDraft, draft: WholeDraft): readonly StepUse[] {
  const inTemplates = inputUses({ texts: templatesOf(step) }).map(({ path, text, start, end, within }): StepUse => {
    const place = placeWithin(within.content.place, within.content.text, start, end)
    return { name: path[0] ?? '', text, input: undefined, place }
  })
  const inputs = promptInputs(step, draft).filter((input) => !step.with.has(input))
  const place = step.placeOf(['prompt'])
  return [...inTemplates, ...inputs.map((input): StepUse => ({ name: input, text: input, input, place }))]
}

/** The templates of a step, in the order of its fields. */
export function templatesOf({ with: inputs, template }: StepDraft): readonly TemplateDraft[] {
  return [...inputs.values(), ...(template === undefined ? [] : [template])]
}

/** The inputs of a step's Prompt; none where it is no prompt, or one that cannot be found. */
export function promptInputs({ fields }: StepDraft, draft: WholeDraft): readonly string[] {
  const found = fields.prompt === undefined ? undefined : draft.find('Prompt', fields.prompt)
  return found?.state === 'found' ? inputsOf(found.value) : []
}

/** Names of a chain's inputs: declared, else what its steps take that is no step, in the order of first use. */
export function chainInputs(chain: ChainDraft, draft: WholeDraft): readonly string[] {
  if (chain.fields.input !== undefined) return chain.fields.input
  const ids = new Set(chain.steps.map(({ fields }) => fields.id))
  const used = chain.steps
    .flatMap((step) => stepUses(step, draft))
    .filter(({ name }) => !isLabel({ path: [name] }, chain))
  return [...new Set(used.flatMap(({ name }) => (ids.has(name) ? [] : name)))]
}
