import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { MessageDraft, PromptDraft } from '../resources/draft.ts'
import { inputUses, isLabel } from '../resources/inputs.ts'
import type { Rule } from '../resources/load.ts'
import type { Case } from '../resources/project.ts'
import { errorAt } from '../source/error-at.ts'
import { nearest } from '../source/nearest.ts'
import { placeWithin } from '../source/snippet.ts'
import { dottedNames } from './dotted-names.ts'
import { missingInCases } from './missing-in-cases.ts'
import { casesOf, subjectOf } from './suite-parts.ts'
import { type UnknownName, unknownNames } from './unknown-names.ts'

/** Tags that have been reported, by message and offset: a tag is wrong once, whoever asks with it. */
type Reported = Map<MessageDraft, Set<number>>

/** What a prompt asks of a case is declared, where inputs are, and is in the cases that its suites ask it with. */
export const unknownInput: Rule = function* (draft) {
  const reported: Reported = new Map()
  for (const prompt of draft.of('Prompt')) yield* undeclared(prompt, reported)
  for (const suite of draft.of('EvalSuite')) {
    const cases = casesOf(suite, draft)?.cases
    if (cases === undefined) continue
    for (const message of subjectOf(suite, draft)?.messages ?? []) yield* unknownIn(message, cases, reported)
  }
}

function* undeclared(prompt: PromptDraft, reported: Reported): Generator<Diagnostic> {
  const declared = prompt.fields.input
  for (const use of inputUses(prompt)) {
    const isUndeclared = declared !== undefined && !declared.includes(use.path[0] ?? '')
    if (isLabel(use, prompt) || isUndeclared) startsOf(use.message, reported).add(use.start)
    if (isUndeclared && !isLabel(use, prompt)) yield unknownName(use.message, { ...use, name: use.text }, declared)
  }
}

function startsOf(message: MessageDraft, reported: Reported): Set<number> {
  const starts = reported.get(message) ?? new Set<number>()
  reported.set(message, starts)
  return starts
}

function* unknownIn(message: MessageDraft, cases: readonly Case[], reported: Reported): Generator<Diagnostic> {
  if (message.template === undefined) return
  const starts = startsOf(message, reported)
  for (const unknown of unknownNames(message.template, cases, ({ input }) => input)) {
    if (starts.has(unknown.start)) continue
    if (unknown.lacking.length < cases.length) yield* missingInCases(unknown)
    else {
      starts.add(unknown.start)
      yield unknownName(message, unknown, inputNames(cases, unknown))
    }
  }
}

function inputNames(cases: readonly Case[], { name }: UnknownName): readonly string[] {
  return dottedNames(
    cases.map(({ input }) => input),
    name.split('.').length,
  )
}

function unknownName(
  { content }: MessageDraft,
  { name, start, end }: { readonly name: string; readonly start: number; readonly end: number },
  known: readonly string[],
): Diagnostic {
  const place = placeWithin(content.place, content.text, start, end)
  return errorAt(place, { code: 'unknown-template-name', name, nearest: nearest(name, known), known })
}
