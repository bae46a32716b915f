import type { Definition } from './definition.ts'
import type { Problem, ProblemCode } from './problem.ts'
import { assertionWords } from './words/assertion.ts'
import { caseWords } from './words/case.ts'
import { chainWords } from './words/chain.ts'
import { complianceWords } from './words/compliance.ts'
import { extendsWords } from './words/extends.ts'
import { ignoreWords } from './words/ignore.ts'
import { importWords } from './words/import.ts'
import { linkWords } from './words/link.ts'
import { modelWords } from './words/model.ts'
import { promptWords } from './words/prompt.ts'
import { shapeWords } from './words/shape.ts'
import { targetWords } from './words/target.ts'
import { textWords } from './words/text.ts'

const all = {
  ...textWords,
  ...shapeWords,
  ...linkWords,
  ...extendsWords,
  ...modelWords,
  ...complianceWords,
  ...chainWords,
  ...promptWords,
  ...targetWords,
  ...caseWords,
  ...assertionWords,
  ...importWords,
  ...ignoreWords,
}

/** Codes of the problems that judge: the Project's `rules` set their severity, and a line may silence them. */
export type JudgedCode = {
  readonly [C in keyof typeof all]: (typeof all)[C] extends { readonly judges: string } ? C : never
}[keyof typeof all]

/** The definition of every code, by subject. A problem without one does not compile. */
export const definitions: { readonly [C in ProblemCode]: Definition<Extract<Problem, { code: C }>> } = all

export function isCode(text: string): text is ProblemCode {
  return Object.hasOwn(definitions, text)
}

export function isJudged(code: ProblemCode): code is JudgedCode {
  return definitions[code].judges !== undefined
}

/** Where a code is explained: an anchor of a page that is part of this repository. */
export function docsAddress(code: ProblemCode): string {
  return `.github/DIAGNOSTICS.md#${code}`
}
