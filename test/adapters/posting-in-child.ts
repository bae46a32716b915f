/**
 * Posts to an address and prints the reply; then nothing is left to do but to end.
 *   node posting-in-child.ts URL
 */
import { postBound } from '../../src/adapters/http/post-bound.ts'

const url = new URL(process.argv[2] ?? '')
const { text } = await postBound(url.origin, {
  url,
  headers: {},
  body: '{}',
  signals: [new AbortController().signal],
})
process.stdout.write(text)
