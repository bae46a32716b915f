import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { MessageDraft, PromptDraft } from '../resources/draft.ts'
import { isLabel, type InputUse, inputUses } from '../resources/inputs.ts'
import type { Rule } from '../resources/load.ts'
import type { Case } from '../resources/project.ts'
import { errorAt } from '../source/error-at.ts'
import { nearest } from '../source/nearest.ts'
import { placeWithin } from '../source/snippet.ts'
import { dottedNames } from './dotted-names.ts'
import { missingInCases } from './missing-in-cases.ts'
import { casesOf, subjectOf } from './suite-parts.ts'
import { type UnknownName, unknownNames } from './unknown-names.ts'

/** What a prompt asks of a case is declared, where inputs are, and is in the cases that its suites ask it with. */
export const unknownInput: Rule = function* (draft) {
  for (const prompt of draft.of('Prompt')) yield* undeclared(prompt)
  for (const suite of draft.of('EvalSuite')) {
    const prompt = subjectOf(suite, draft)
    const cases = casesOf(suite, draft)?.cases
    if (prompt !== undefined && cases !== undefined) yield* unknownIn(prompt, cases)
  }
}

function* undeclared(prompt: PromptDraft): Generator<Diagnostic> {
  const declared = prompt.fields.input
  if (declared === undefined) return
  for (const use of inputUses(prompt).filter(isUndeclared(prompt))) {
    yield unknownName(use.message, { ...use, name: use.text }, declared)
  }
}

function isUndeclared(prompt: PromptDraft): (use: InputUse) => boolean {
  const declared = prompt.fields.input
  return (use) => declared !== undefined && !declared.includes(use.path[0] ?? '') && !isLabel(use, prompt)
}

function* unknownIn(prompt: PromptDraft, cases: readonly Case[]): Generator<Diagnostic> {
  const reported = new Set(
    inputUses(prompt)
      .filter((use) => isLabel(use, prompt) || isUndeclared(prompt)(use))
      .map(({ message, start }) => `${prompt.messages.indexOf(message)} ${start}`),
  )
  for (const [index, message] of prompt.messages.entries()) {
    if (message.template === undefined) continue
    for (const unknown of unknownNames(message.template, cases, ({ input }) => input)) {
      if (!reported.has(`${index} ${unknown.start}`)) yield* report(message, unknown, cases)
    }
  }
}

function* report(message: MessageDraft, unknown: UnknownName, cases: readonly Case[]): Generator<Diagnostic> {
  if (unknown.lacking.length < cases.length) yield* missingInCases(unknown)
  else {
    const depth = unknown.name.split('.').length
    yield unknownName(message, unknown, dottedNames(cases.map(({ input }) => input), depth))
  }
}

function unknownName(
  { content }: MessageDraft,
  { name, start, end }: { readonly name: string; readonly start: number; readonly end: number },
  known: readonly string[],
): Diagnostic {
  const place = placeWithin(content.place, content.text, start, end)
  return errorAt(place, { code: 'unknown-template-name', name, nearest: nearest(name, known), known })
}
