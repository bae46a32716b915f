import { textAssertion } from './text-assertion.ts'

/** As `contains`, whatever the case of the letters. */
export const icontains = textAssertion('to contain (in any case)', (text, expected) =>
  text.toLowerCase().includes(expected.toLowerCase()),
)
