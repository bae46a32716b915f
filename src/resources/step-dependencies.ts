import type { Step } from './subject.ts'
import { namesUsed, parseTemplate, type TemplateText } from './template.ts'

type WithoutUses<S> = S extends Step ? Omit<S, 'uses'> : never

/** A step that does not know yet which others it uses. */
export type LooseStep = WithoutUses<Step>

/** The steps of a chain, each with those that it uses: what its templates name. */
export function withDependencies(steps: readonly LooseStep[]): readonly Step[] {
  const ids = steps.map(({ id }) => id)
  return steps.map((step): Step => {
    const names = new Set(templatesIn(step).flatMap(rootNames))
    return { ...step, uses: ids.filter((id) => id !== step.id && names.has(id)) }
  })
}

function templatesIn(step: LooseStep): readonly TemplateText[] {
  switch (step.does) {
    case 'prompt':
      return Object.values(step.inputs)
    case 'retrieve':
      return [step.query]
    case 'text':
      return [step.text]
    case 'json':
      return [step.json]
  }
}

function rootNames({ text }: TemplateText): readonly string[] {
  const parsed = parseTemplate(text)
  if (!parsed.ok) return []
  return namesUsed(parsed.template).flatMap(({ root, path }) => (root ? (path[0] ?? []) : []))
}
