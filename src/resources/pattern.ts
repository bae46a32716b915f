import { RE2JS } from 're2js'

export type Pattern =
  | { readonly ok: true; readonly test: (text: string) => boolean }
  | { readonly ok: false; readonly message: string }

/**
 * A regular expression that is matched in linear time (RE2), whatever it and the text are. No look-around and no
 * back-references; at most 1,000 repetitions. Never throws.
 */
export function compilePattern(source: string): Pattern {
  try {
    const regex = RE2JS.compile(RE2JS.translateRegExp(source))
    return { ok: true, test: (text) => regex.test(text) }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { ok: false, message: message.replace(/^error parsing regexp: /, '') }
  }
}
