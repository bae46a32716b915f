import type { SomeDefinitions } from '../definition.ts'
import { meant, quoted } from '../wording.ts'
import { helpFor } from './parts.ts'

/** Problems of the comments that silence judgements. */
export const ignoreWords = {
  'bad-ignore': {
    means:
      'A comment `# llmops-ignore CODE: REASON` silences nothing as it stands. Only problems that judge can be silenced, only with a reason, and none that the Project has made an error: what policy demands, no line excuses.',
    mend: 'Give the reason after the code, mend the problem itself, or have `rules` of the Project changed.',
    say: ({ ignored, why, nearest }) => ({
      message: whyNot[why](ignored),
      expected: '`# llmops-ignore CODE: REASON`, at the end of the line or on the one before',
      ...helpFor(meant(nearest)),
    }),
  },
  'unused-ignore': {
    means:
      'The comment silences a problem that is not there, or not on its line. Left alone, it would hide one that comes later.',
    mend: 'Remove the comment, or move it to the line that the problem is reported on.',
    judges: 'warning',
    say: ({ ignored }) => ({
      message: `there is no ${quoted(ignored)} on this line to ignore`,
      help: 'remove the comment',
    }),
  },
} satisfies SomeDefinitions

const whyNot = {
  unknown: (code: string) => (code === '' ? 'this names no code to ignore' : `there is no problem ${quoted(code)}`),
  error: (code: string) => `${quoted(code)} is an error, and errors cannot be ignored`,
  raised: (code: string) => `the Project makes ${quoted(code)} an error, which no line can ignore`,
  'no reason': (code: string) => `this gives no reason to ignore ${quoted(code)}`,
} as const
