import type { ExitCode, Headline } from './reports.ts'

/** The exit code that says the same as the headline, which was decided in the order of the codes. */
export function exitCodeOf(headline: Headline): ExitCode {
  switch (headline.state) {
    case 'invalid':
      return 2
    case 'regression':
    case 'below-floor':
      return 1
    case 'incomplete':
      return 3
    case 'cannot-tell':
      return headline.blocks ? 4 : 0
    case 'improvement':
    case 'no-worse':
    case 'first-measurement':
    case 'nothing-to-evaluate':
      return 0
  }
}

/** Where several apply: the first of these (design.md, section 3); 0 where none does. */
export function worstExitCode(codes: readonly ExitCode[]): ExitCode {
  return ([70, 64, 2, 1, 3, 4] as const).find((code) => codes.includes(code)) ?? 0
}
