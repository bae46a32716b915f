import type { Rule } from '../resources/load.ts'
import type { WholeDraft } from '../resources/whole-draft.ts'
import { errorAt } from '../source/error-at.ts'

/** What is deployed is judged by some suite: without one, every change would go through. */
export const targetWithoutSuite: Rule = function* (draft) {
  if (mayLackSuites(draft)) return
  const judged = new Set(draft.of('EvalSuite').map(({ fields }) => fields.subject))
  for (const { fields, placeOf } of draft.of('DeploymentTarget')) {
    const { deploy } = fields
    if (judged.has(deploy) || draft.findSubject(deploy).state !== 'found') continue
    yield errorAt(placeOf(['deploy']), { code: 'target-without-suite', subject: deploy })
  }
}

/** Whether some suite could not be read. */
function mayLackSuites(draft: WholeDraft): boolean {
  const suites = draft.identified.filter(({ kind }) => kind === 'EvalSuite')
  return draft.unread.length > 0 || suites.length > draft.of('EvalSuite').length
}
