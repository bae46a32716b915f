import type { Definition, Description } from './definition.ts'
import { definitions } from './definitions.ts'
import type { Problem } from './problem.ts'

/** Says a problem in words. A problem without words does not compile (`definitions.ts`). */
export function describe(problem: Problem): Description {
  const definition = definitions[problem.code] as Definition<Problem>
  return definition.say(problem)
}
