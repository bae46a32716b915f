import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { SubjectDraft } from '../resources/draft.ts'
import type { Rule } from '../resources/load.ts'
import type { Case } from '../resources/project.ts'
import { errorAt } from '../source/error-at.ts'
import { nearest } from '../source/nearest.ts'
import { casesOf, promptsJudged } from './suite-parts.ts'

/** Cases ask of their subject what it can do: results are for tools that it has, and only a Prompt talks in turns. */
export const caseTools: Rule = function* (draft) {
  for (const suite of draft.of('EvalSuite')) {
    const found = draft.findSubject(suite.fields.subject)
    if (found.state !== 'found' || !found.value.complete) continue
    const known = promptsJudged(suite, draft).flatMap(({ tools }) => tools.map(({ name }) => name))
    for (const one of casesOf(suite, draft)?.cases ?? []) {
      yield* turnsProblem(one, found.value)
      yield* toolProblems(one, found.value, known)
    }
  }
}

function* turnsProblem({ turns, place }: Case, { name, kind }: SubjectDraft): Generator<Diagnostic> {
  if (turns === undefined || kind === 'Prompt') return
  yield errorAt(place, { code: 'subject-cannot', subject: name, kind, what: 'turns' })
}

function* toolProblems(
  { toolResults = [], place }: Case,
  { name: subject, kind }: SubjectDraft,
  known: readonly string[],
): Generator<Diagnostic> {
  if (toolResults.length === 0) return
  if (known.length === 0) {
    yield errorAt(place, { code: 'subject-cannot', subject, kind, what: 'tools' })
    return
  }
  for (const name of new Set(toolResults.map(({ call }) => call))) {
    if (known.includes(name)) continue
    yield errorAt(place, { code: 'unknown-tool', name, nearest: nearest(name, known), known })
  }
}
