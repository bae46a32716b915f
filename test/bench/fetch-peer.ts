/**
 * The least that evaluating over HTTP takes: so many requests in flight with `fetch`, answers parsed, nothing kept.
 *   node fetch-peer.ts URL CASES
 */
import { concurrency, question } from './eval-project.ts'

const [url = '', cases = '0'] = process.argv.slice(2)
let next = 0

async function work(): Promise<void> {
  for (let at = next++; at < Number(cases); at = next++) {
    const messages = [{ role: 'user', content: `Answer in one sentence: ${question(at)}` }]
    const response = await fetch(`${url}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'mini', messages }),
    })
    await response.json()
  }
}

await Promise.all(Array.from({ length: concurrency }, work))
