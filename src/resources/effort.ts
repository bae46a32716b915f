import type { Problem } from '../diagnostic/problem.ts'
import { limits } from '../source/limits.ts'

/**
 * Counts the work that grows with the product of two sizes, so that no project can keep a reader busy for hours. Steps are
 * counted, not measured: the same project is too large on every machine, or on none.
 */
export class Effort {
  #left: number

  constructor(steps: number = limits.effort) {
    this.#left = steps
  }

  /** Whether there is effort left for some steps; they are taken off. */
  affords(steps: number): boolean {
    this.#left -= steps
    return this.#left >= 0
  }

  /** Set once there was not. */
  get exhausted(): Problem | undefined {
    return this.#left < 0 ? { code: 'project-too-large', what: 'checks' } : undefined
  }
}
