import { textAssertion } from './text-assertion.ts'

export const startsWith = textAssertion('to start with', (text, expected) => text.startsWith(expected))
