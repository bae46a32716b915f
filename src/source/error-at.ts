import { definitions, type JudgedCode } from '../diagnostic/definitions.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Place } from '../diagnostic/place.ts'
import type { Problem } from '../diagnostic/problem.ts'

/** An error at a place; `related` are the places that explain it. */
export function errorAt(place: Place, problem: Problem, related?: Diagnostic['related']): Diagnostic {
  return related === undefined ? { severity: 'error', problem, place } : { severity: 'error', problem, place, related }
}

/** A judgement at a place, as severe as its definition says; the Project's `rules` may say otherwise later. */
export function judgementAt(place: Place, problem: Extract<Problem, { code: JudgedCode }>): Diagnostic {
  return { severity: definitions[problem.code].judges ?? 'error', problem, place }
}
