import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Problem } from '../diagnostic/problem.ts'
import { errorAt } from './error-at.ts'
import { limits } from './limits.ts'
import { nestingOf } from './yaml-nesting.ts'
import { visitTokens, type YamlToken } from './yaml-tokens.ts'

export interface Screening {
  readonly diagnostics: readonly Diagnostic[]
  /** Whether the text may be given to the composer: deep nesting can end the whole process. */
  readonly parsable: boolean
}

/**
 * Looks, token by token, for what must not be composed (too deep) and for what is no part of our YAML: one dialect for
 * everyone. `next` gets each token that is not too deep, so that one pass over the text serves the parser, too.
 */
export function screenYaml(file: string, text: string, next: (token: YamlToken) => void): Screening {
  const diagnostics: Diagnostic[] = [...controlCharacters(file, text)]
  const nesting = nestingOf()
  let parsable = true
  visitTokens(text, (token) => {
    if (!token.isMark) {
      const problem = nesting(token) > limits.depth ? tooDeep : problemOf(token)
      if (problem !== undefined) diagnostics.push(errorAt(rangeOf(file, token), problem))
      parsable = problem !== tooDeep
    }
    if (!parsable) return 'stop'
    next(token)
    return undefined
  })
  return { diagnostics, parsable }
}

const tooDeep: Problem = { code: 'too-deep', limit: limits.depth }

function rangeOf(file: string, { start, text }: YamlToken): Diagnostic['place'] {
  return { in: 'text', file, start, end: start + text.length }
}

function problemOf(token: YamlToken): Problem | undefined {
  const feature = featureOf(token)
  return feature === undefined ? undefined : { code: 'yaml-feature', feature }
}

function featureOf(token: YamlToken): (Problem & { code: 'yaml-feature' })['feature'] | undefined {
  if (token.type === 'directive-line') return 'directive'
  if (token.type === 'anchor' || token.type === 'alias' || token.type === 'tag') return token.type
  return token.type === 'scalar' && token.text === '<<' ? 'merge key' : undefined
}

/** YAML 1.2 has no control characters but tab and line ends; terminals and logs obey them. */
function* controlCharacters(file: string, text: string): Generator<Diagnostic> {
  for (const match of text.matchAll(/[^\P{Cc}\t\n\u0085]/gu)) {
    const code = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
    const message = `the control character U+${code}; in double quotes it may be written as \\u${code}`
    yield errorAt({ in: 'text', file, start: match.index, end: match.index + 1 }, { code: 'yaml-syntax', message })
  }
}
