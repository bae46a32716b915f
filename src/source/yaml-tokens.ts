import { CST, Lexer } from 'yaml'

export interface YamlToken {
  readonly type: CST.TokenType | null
  readonly text: string
  /** UTF-16 offset in the file. */
  readonly start: number
}

/** Tokens that the lexer adds; they stand for nothing in the text. */
const marks: ReadonlySet<CST.TokenType | null> = new Set(['byte-order-mark', 'doc-mode', 'flow-error-end', 'scalar'])

/** The tokens of a YAML text. The lexer keeps no stack, so that any depth of nesting is read safely. */
export function* yamlTokens(text: string): Generator<YamlToken> {
  let start = 0
  let plain = false
  for (const token of new Lexer().lex(text)) {
    const type: CST.TokenType | null = plain ? 'scalar' : CST.tokenType(token)
    const isMark: boolean = !plain && marks.has(type)
    plain = isMark && type === 'scalar'
    if (isMark) continue
    yield { type, text: token, start }
    start += token.length
  }
}
