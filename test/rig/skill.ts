import { betaQuantile } from './beta.ts'
import type { ChatRequest } from './chat-request.ts'
import { digestOf, uniform } from './random.ts'

/** The probability that a model answers rightly, over all cases. A function may read the prompt, the model or anything. */
export type Skill = number | ((request: ChatRequest) => number)

/** What a request asks for, as the test knows it. */
export interface Answer {
  readonly right: string
  readonly wrong: string
  /** Which case is asked: requests of one case share its difficulty. */
  readonly caseKey: string
  /** Instead of the skill that the model has. */
  readonly skill?: number
}

/** What chance decided about one choice of one reply. */
export interface Draw {
  readonly caseKey: string
  /** The true probability of a right answer to this case with this skill. */
  readonly probability: number
  readonly right: boolean
}

export interface Luck {
  readonly seed: string
  /**
   * The correlation of two answers to the same case with equal skill, from 0 (all cases equally hard) to 1 (every case is
   * always right or always wrong). Default 0.7.
   */
  readonly caseCorrelation?: number
  /** With temperature 0, the same request always gets the same answer. Without it, every repetition is a new draw. */
  readonly deterministic?: boolean
}

const defaultCaseCorrelation = 0.7

/**
 * The true probability of a right answer to one case: the quantile, at the case's own seeded difficulty, of
 * Beta(s·c, (1-s)·c) with c = 1/ρ - 1. Over cases its mean is the skill s; and since a case keeps its difficulty whatever
 * the prompt or model, base and head are correlated by case.
 */
export function caseProbability(luck: Luck, caseKey: string, skill: number): number {
  const rho = luck.caseCorrelation ?? defaultCaseCorrelation
  if (!(skill >= 0 && skill <= 1 && rho >= 0 && rho <= 1)) {
    throw new RangeError(`skill ${skill} and case correlation ${rho} must be between 0 and 1`)
  }
  const ease = uniform(luck.seed, 'ease', caseKey)
  if (rho === 0 || skill === 0 || skill === 1) return skill
  if (rho === 1) return ease < skill ? 1 : 0
  const concentration = 1 / rho - 1
  return betaQuantile(ease, skill * concentration, (1 - skill) * concentration)
}

/**
 * Draws answers. A draw depends on the seed, the whole request but for its transport (`stream`), the choice and how often
 * this request was drawn before: requests that differ in one character, and repetitions, are independent given the case.
 */
export function drawer(luck: Luck): (request: ChatRequest, answer: Answer, skill: number) => Draw[] {
  const drawn = new Map<string, number>()
  return (request, answer, skill) => {
    const content = digestOf({ ...request, stream: null, stream_options: null })
    const repeat = drawn.get(content) ?? 0
    if (!(luck.deterministic && request.temperature === 0)) drawn.set(content, repeat + 1)
    const { caseKey } = answer
    const probability = caseProbability(luck, caseKey, skill)
    return Array.from({ length: request.n ?? 1 }, (_, choice) => {
      return { caseKey, probability, right: uniform(luck.seed, 'draw', content, repeat, choice) < probability }
    })
  }
}
