import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Problem } from '../diagnostic/problem.ts'
import { errorAt } from './error-at.ts'
import { limits } from './limits.ts'
import { nestingOf } from './yaml-nesting.ts'
import { type YamlToken, yamlTokens } from './yaml-tokens.ts'

export interface Screening {
  readonly diagnostics: readonly Diagnostic[]
  /** Whether the text may be given to the parser: deep nesting can end the whole process. */
  readonly parsable: boolean
}

/** Looks for what must not reach the parser (too deep) and for what is no part of our YAML: one dialect for everyone. */
export function screenYaml(file: string, text: string): Screening {
  const diagnostics: Diagnostic[] = [...controlCharacters(file, text)]
  const nesting = nestingOf()
  for (const token of yamlTokens(text)) {
    const range = { in: 'text', file, start: token.start, end: token.start + token.text.length } as const
    if (nesting(token) > limits.depth) {
      diagnostics.push(errorAt(range, { code: 'too-deep', limit: limits.depth }))
      return { diagnostics, parsable: false }
    }
    const feature = featureOf(token)
    if (feature !== undefined) diagnostics.push(errorAt(range, { code: 'yaml-feature', feature }))
  }
  return { diagnostics, parsable: true }
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
