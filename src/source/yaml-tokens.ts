import { CST, Lexer } from 'yaml'

export interface YamlToken {
  readonly type: CST.TokenType | null
  /** As the lexer gives it: what `Parser.next` takes. */
  readonly text: string
  /** UTF-16 offset in the file. */
  readonly start: number
  /** Added by the lexer; it stands for nothing in the text. */
  readonly isMark: boolean
}

/**
 * Gives the tokens of a YAML text to `visit`, in order, until that says `stop`. The lexer keeps no stack, so that any
 * depth of nesting is read safely.
 */
export function visitTokens(text: string, visit: (token: YamlToken) => 'stop' | undefined): void {
  let start = 0
  let plain = false
  for (const token of new Lexer().lex(text)) {
    const type: CST.TokenType | null = plain ? 'scalar' : CST.tokenType(token)
    const isMark: boolean = !plain && (type === 'scalar' || type === 'doc-mode' || type === 'flow-error-end')
    plain = isMark && type === 'scalar'
    if (visit({ type, text: token, start, isMark }) === 'stop') return
    if (!isMark) start += token.length
  }
}

/** All tokens of a YAML text. */
export function yamlTokens(text: string): readonly YamlToken[] {
  const tokens: YamlToken[] = []
  visitTokens(text, (token) => {
    tokens.push(token)
    return undefined
  })
  return tokens
}
