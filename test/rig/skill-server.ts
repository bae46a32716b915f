import { type ChatRequest, lastUserText } from './chat-request.ts'
import { type ModelServer, type ModelServerOptions, startModelServer } from './model-server.ts'
import { type Answer, caseProbability } from './skill.ts'

/** A case as the server knows it; a test's own cases may have more, such as their language. */
export interface KnownCase {
  readonly key: string
  /** What in the request says that this case is asked: its input as it is rendered. */
  readonly ask: string
  readonly right: string
  readonly wrong: string
}

export interface SkillServerOptions<C extends KnownCase> extends Omit<ModelServerOptions, 'skills' | 'answer'> {
  readonly seed: string
  readonly cases: readonly C[]
  /** How good the answer to this case is, with this prompt and model. */
  readonly skill: (request: ChatRequest, asked: C) => number
  /** Default: the case with the longest `ask` that the last user message has in it. */
  readonly caseOf?: (request: ChatRequest, cases: readonly C[]) => C | undefined
  /** For requests that ask no case, a judge's for example. Default: they are refused. */
  readonly otherwise?: (request: ChatRequest) => string | Answer
}

export interface SkillServer<C extends KnownCase> extends ModelServer {
  /** The true probability of a right answer to each case, in their order, if the skill is `skillOf(case)`. */
  truth(skillOf: (asked: C) => number): number[]
}

/** A server that answers known cases with known probability, so that a verdict can be held against the truth. */
export async function skillServer<C extends KnownCase>(options: SkillServerOptions<C>): Promise<SkillServer<C>> {
  const { cases, skill, caseOf = longestAsked, otherwise = refuse } = options
  const server = await startModelServer({
    ...options,
    answer: (request) => {
      const asked = caseOf(request, cases)
      if (asked === undefined) return otherwise(request)
      return { right: asked.right, wrong: asked.wrong, caseKey: asked.key, skill: skill(request, asked) }
    },
  })
  const truth: SkillServer<C>['truth'] = (skillOf) =>
    cases.map((asked) => caseProbability(options, asked.key, skillOf(asked)))
  return Object.assign(server, { truth })
}

function longestAsked<C extends KnownCase>(request: ChatRequest, cases: readonly C[]): C | undefined {
  const text = lastUserText(request)
  return cases
    .filter(({ ask }) => text.includes(ask))
    .reduce<C | undefined>((best, next) => (best && best.ask.length >= next.ask.length ? best : next), undefined)
}

function refuse(request: ChatRequest): never {
  throw new Error(`no known case is asked in ${JSON.stringify(lastUserText(request))}`)
}
