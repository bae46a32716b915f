import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { ApplicationDraft, PromptDraft, SubjectDraft } from '../resources/draft.ts'
import type { Effort } from '../resources/effort.ts'
import { exampleCases } from '../resources/few-shot.ts'
import { inputUses, isLabel } from '../resources/inputs.ts'
import type { Rule } from '../resources/load.ts'
import type { Case } from '../resources/project.ts'
import type { TemplateDraft } from '../resources/template-draft.ts'
import { errorAt } from '../source/error-at.ts'
import { nearest } from '../source/nearest.ts'
import { placeWithin } from '../source/snippet.ts'
import { dottedNames } from './dotted-names.ts'
import { lastUserTexts } from './last-user-texts.ts'
import { missingInCases } from './missing-in-cases.ts'
import { casesOf } from './suite-parts.ts'
import { type UnknownName, unknownNames } from './unknown-names.ts'

/** Tags that have been reported, by template and offset: a tag is wrong once, whoever asks with it. */
type Reported = Map<TemplateDraft, Set<number>>

/**
 * What a prompt or an application asks of a case is declared, where inputs are, and is in the cases that its suites ask it
 * with, and in its examples. What a chain asks is up to `chain-names.ts`.
 */
export const unknownInput: Rule = function* (draft) {
  const reported: Reported = new Map()
  for (const templated of [...draft.of('Prompt'), ...draft.of('Application')]) yield* undeclared(templated, reported)
  for (const suite of draft.of('EvalSuite')) {
    const cases = casesOf(suite, draft)?.cases
    const subject = draft.findSubject(suite.fields.subject)
    if (cases === undefined || subject.state !== 'found') continue
    for (const text of textsOf(subject.value)) yield* unknownIn(text, cases, reported, draft.effort)
  }
  for (const prompt of draft.of('Prompt')) {
    const cases = exampleCases(prompt, draft)
    for (const text of cases.length === 0 ? [] : lastUserTexts(prompt))
      yield* unknownIn(text, cases, reported, draft.effort)
  }
}

function textsOf(subject: SubjectDraft): readonly TemplateDraft[] {
  return subject.kind === 'Chain' ? [] : subject.texts
}

function* undeclared(templated: PromptDraft | ApplicationDraft, reported: Reported): Generator<Diagnostic> {
  const declared = templated.fields.input
  for (const use of inputUses(templated)) {
    const isUndeclared = declared !== undefined && !declared.includes(use.path[0] ?? '')
    if (isLabel(use, templated) || isUndeclared) startsOf(use.within, reported).add(use.start)
    if (isUndeclared && !isLabel(use, templated)) yield unknownName(use.within, { ...use, name: use.text }, declared)
  }
}

function startsOf(text: TemplateDraft, reported: Reported): Set<number> {
  const starts = reported.get(text) ?? new Set<number>()
  reported.set(text, starts)
  return starts
}

function* unknownIn(
  text: TemplateDraft,
  cases: readonly Case[],
  reported: Reported,
  effort: Effort,
): Generator<Diagnostic> {
  if (text.template === undefined) return
  const starts = startsOf(text, reported)
  for (const unknown of unknownNames(text.template, cases, ({ input }) => input, effort)) {
    if (starts.has(unknown.start)) continue
    if (unknown.lacking.length < cases.length) yield* missingInCases(unknown)
    else {
      starts.add(unknown.start)
      yield unknownName(text, unknown, inputNames(cases, unknown))
    }
  }
}

function inputNames(cases: readonly Case[], { name }: UnknownName): readonly string[] {
  return dottedNames(
    cases.values().map(({ input }) => input),
    name.split('.').length,
  )
}

function unknownName(
  { content }: TemplateDraft,
  { name, start, end }: { readonly name: string; readonly start: number; readonly end: number },
  known: readonly string[],
): Diagnostic {
  const place = placeWithin(content.place, content.text, start, end)
  return errorAt(place, { code: 'unknown-template-name', name, nearest: nearest(name, known), known })
}
