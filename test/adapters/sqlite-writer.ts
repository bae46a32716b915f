// Puts answers into the store until it is killed; prints each key once its answer is in.
// Usage: node sqlite-writer.ts FILE WRITER
import { openCallStore } from '../../src/adapters/sqlite/call-store.ts'
import { digestOf } from '../../src/digest/digest.ts'

const [file = '', writer = ''] = process.argv.slice(2)
using store = openCallStore(file)
for (let n = 0; ; n += 1) {
  const key = digestOf(`${writer} ${n}`)
  const answer = {
    text: `${writer} ${n}`,
    finish: 'stop',
    servedModel: undefined,
    usage: undefined,
    latencyMs: 1,
  } as const
  store.put({ version: 1, key, provider: 'rig', model: 'm', origin: 'http://rig', answer, at: n })
  process.stdout.write(`${key} ${writer} ${n}\n`)
  await new Promise((resolve) => setImmediate(resolve))
}
