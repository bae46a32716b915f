import type { DatasetDraft, PromptDraft, SuiteDraft, YamlPlace } from '../resources/draft.ts'
import type { Case } from '../resources/project.ts'
import type { WholeDraft } from '../resources/whole-draft.ts'

/** The cases of a suite, and where the suite says which. */
export interface SuiteCases {
  readonly cases: readonly Case[]
  readonly place: YamlPlace
}

/** The cases of a suite; undefined where not all of them could be read. */
export function casesOf(suite: SuiteDraft, draft: WholeDraft): SuiteCases | undefined {
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

/** The prompt that a suite judges; undefined where it cannot be found. */
export function subjectOf({ fields }: SuiteDraft, draft: WholeDraft): PromptDraft | undefined {
  const found = draft.find('Prompt', fields.subject)
  return found.state === 'found' ? found.value : undefined
}
