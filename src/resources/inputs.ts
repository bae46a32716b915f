import type { TemplateDraft } from './template-draft.ts'
import type { NameUse } from './template.ts'

/** The first part of the name of a label: what assertions compare with, and subjects never see. */
const label = 'expected'

/** What asks a case for its input by templates: a prompt or an application. */
export interface Templated {
  readonly texts: readonly TemplateDraft[]
  readonly fields: { readonly input?: readonly string[] }
}

/** A use of a name in a template. */
export interface InputUse extends NameUse {
  readonly within: TemplateDraft
}

/** Names that templates look up in a case's input itself, in the order of their use. */
export function inputUses({ texts }: Pick<Templated, 'texts'>): readonly InputUse[] {
  return texts.flatMap((within) => within.names.filter(({ root }) => root).map((use) => ({ ...use, within })))
}

/** Whether a use asks for a label: `expected`, unless it is declared as an input. */
export function isLabel({ path }: Pick<NameUse, 'path'>, { fields }: Pick<Templated, 'fields'>): boolean {
  return path[0] === label && !(fields.input ?? []).includes(label)
}

/** Names of the inputs: declared, else those that the templates use, in the order of first use. */
export function inputsOf(templated: Templated): readonly string[] {
  if (templated.fields.input !== undefined) return templated.fields.input
  const used = inputUses(templated).filter((use) => !isLabel(use, templated))
  return [...new Set(used.flatMap(({ path }) => path[0] ?? []))]
}
