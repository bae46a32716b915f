import { RE2JS } from 're2js'

export type Pattern =
  /** `size`: instructions of the compiled form; a thousand of them take a millisecond to compile. */
  | { readonly ok: true; readonly size: number; readonly test: (text: string) => boolean }
  | { readonly ok: false; readonly message: string }

/** One pattern is often compiled for many suites and answers, which costs a millisecond each. */
const compiled = new Map<string, Pattern>()
/** Instructions of all patterns that are remembered: some 100 MB. */
const mostInstructions = 500_000
let instructions = 0

/**
 * A regular expression that is matched in linear time (RE2), whatever it and the text are. No look-around and no
 * back-references; at most 1,000 repetitions. Never throws.
 */
export function compilePattern(source: string): Pattern {
  const known = compiled.get(source)
  if (known !== undefined) return known
  const pattern = compile(source)
  instructions += sizeOf(pattern)
  if (instructions > mostInstructions) {
    compiled.clear()
    instructions = sizeOf(pattern)
  }
  compiled.set(source, pattern)
  return pattern
}

/** Steps of work that it takes to compile a pattern. */
export function effortOf(pattern: Pattern): number {
  return 10 * sizeOf(pattern)
}

/** What a pattern weighs; one that does not compile weighs little, too. */
function sizeOf(pattern: Pattern): number {
  return pattern.ok ? pattern.size : 100
}

function compile(source: string): Pattern {
  try {
    const regex = RE2JS.compile(RE2JS.translateRegExp(source))
    return { ok: true, size: regex.programSize(), test: (text) => regex.test(text) }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { ok: false, message: message.replace(/^error parsing regexp: /, '') }
  }
}
