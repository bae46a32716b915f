import { textAssertion } from './text-assertion.ts'

export const contains = textAssertion('to contain', (text, expected) => text.includes(expected))
