import { stepUses } from '../resources/chain-scope.ts'
import type { SubjectDraft } from '../resources/draft.ts'
import type { Rule } from '../resources/load.ts'
import type { WholeDraft } from '../resources/whole-draft.ts'
import { judgementAt } from '../source/error-at.ts'

/** What a subject declares, something in it uses. */
export const unusedInput: Rule = function* (draft) {
  for (const subject of [...draft.of('Prompt'), ...draft.of('Chain'), ...draft.of('Application')]) {
    const used = usedNames(subject, draft)
    for (const [index, name] of (subject.fields.input ?? []).entries()) {
      if (used === undefined || used.has(name)) continue
      yield judgementAt(subject.placeOf(['input', index]), { code: 'unused-input', name })
    }
  }
}

/** Undefined where not all of it could be read. */
function usedNames(subject: SubjectDraft, draft: WholeDraft): ReadonlySet<string | undefined> | undefined {
  if (!subject.complete) return undefined
  if (subject.kind !== 'Chain') return new Set(subject.texts.flatMap(({ names }) => names.map(({ path }) => path[0])))
  const prompts = subject.steps.flatMap(({ fields }) => fields.prompt ?? [])
  const areKnown = prompts.every((name) => draft.find('Prompt', name).state === 'found')
  return areKnown ? new Set(subject.steps.flatMap((step) => stepUses(step, draft).map(({ name }) => name))) : undefined
}
