import type { DatasetDraft, PromptDraft, SuiteDraft, YamlPlace } from '../resources/draft.ts'
import type { Case } from '../resources/project.ts'
import type { WholeDraft } from '../resources/whole-draft.ts'

/** The cases of a suite, and where the suite says which. */
export interface SuiteCases {
  readonly cases: readonly Case[]
  readonly place: YamlPlace
}

/**
 * The cases of a suite; undefined where not all of them could be read, or where no effort is left: who asks for them looks
 * at each.
 */
export function casesOf(suite: SuiteDraft, draft: WholeDraft): SuiteCases | undefined {
  const found = readCases(suite, draft)
  return found !== undefined && draft.effort.affords(found.cases.length) ? found : undefined
}

function readCases(suite: SuiteDraft, draft: WholeDraft): SuiteCases | undefined {
  const { cases, placeOf, fields } = suite
  if (cases !== undefined) return suite.complete ? { cases, place: placeOf(['cases'], 'key') } : undefined
  const dataset = datasetOf(suite, draft)
  return dataset?.complete && fields.dataset !== undefined
    ? { cases: dataset.cases, place: placeOf(['dataset']) }
    : undefined
}

function datasetOf({ fields }: SuiteDraft, draft: WholeDraft): DatasetDraft | undefined {
  const found = draft.find('Dataset', fields.dataset ?? '')
  return found.state === 'found' ? found.value : undefined
}

/** The prompts that a suite judges: its subject, or those of its steps; none of what cannot be found. */
export function promptsJudged({ fields }: SuiteDraft, draft: WholeDraft): readonly PromptDraft[] {
  const subject = draft.findSubject(fields.subject)
  if (subject.state !== 'found' || subject.value.kind === 'Application') return []
  if (subject.value.kind === 'Prompt') return [subject.value]
  const names = new Set(subject.value.steps.flatMap((step) => step.fields.prompt ?? []))
  return [...names].flatMap((name) => {
    const found = draft.find('Prompt', name)
    return found.state === 'found' ? found.value : []
  })
}
