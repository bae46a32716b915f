import { canonicalJson } from '../digest/digest.ts'
import type { PromptDraft } from './draft.ts'
import type { Case, FewShot } from './project.ts'
import { render } from './template.ts'
import type { WholeDraft } from './whole-draft.ts'

/** Examples of a prompt that does not say how many. */
const usual = 4

/** The cases that a prompt shows as examples, in the order of their dataset; empty where it cannot be found. */
export function exampleCases({ fields }: PromptDraft, draft: WholeDraft): readonly Case[] {
  const { examples } = fields
  const found = examples && draft.find('Dataset', examples.dataset)
  if (examples === undefined || found?.state !== 'found') return []
  const wanted = Object.entries(examples.where ?? {})
  return found.value.cases
    .filter(({ columns }) =>
      wanted.every(([column, value]) => Object.hasOwn(columns, column) && columns[column] === value),
    )
    .slice(0, examples.limit ?? usual)
}

/** Each example with the answer that it should have had: by the template for answers, else what was expected, as JSON. */
export function fewShotOf(prompt: PromptDraft, draft: WholeDraft): readonly FewShot[] {
  return exampleCases(prompt, draft).map(({ id, input, expected }) => {
    const template = prompt.exampleAnswer?.template
    if (template === undefined) return { input, answer: canonicalJson(expected) }
    const rendering = render(template, { input, expected })
    if (!rendering.ok) throw new Error(`the example ${id} without an answer passed validation`)
    return { input, answer: rendering.text }
  })
}
