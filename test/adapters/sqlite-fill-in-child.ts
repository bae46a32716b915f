// Puts answers into a store with a limit, prints what was asked once its answer is in, and ends or is killed.
// Usage: node sqlite-fill-in-child.ts FILE NAME LARGEST_FILE COUNT close|kill
import { openCallStore } from '../../src/adapters/sqlite/call-store.ts'
import { digestOf } from '../../src/digest/digest.ts'

const [file = '', name = '', largestFile = '', count = '', end = ''] = process.argv.slice(2)

using store = openCallStore(file, { largestFile: Number(largestFile) })
for (let n = 0; n < Number(count); n += 1) {
  const key = digestOf(`${name} ${n}`)
  const answer = {
    text: 'x'.repeat(1000),
    finish: 'stop',
    servedModel: undefined,
    usage: undefined,
    latencyMs: 1,
  } as const
  const at = Math.round((performance.timeOrigin + performance.now()) * 1000)
  store.put({ version: 1, key, provider: 'rig', model: 'm', origin: 'http://rig', answer, at })
  process.stdout.write(`${name} ${n}\n`)
  await new Promise((resolve) => setImmediate(resolve))
}
if (end === 'kill') process.kill(process.pid, 'SIGKILL')
