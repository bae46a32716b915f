// Puts answers into the store until it is killed, so many seconds after it began; prints each key once its answer is in.
// Usage: node sqlite-writer.ts FILE WRITER SECONDS
import { spawn } from 'node:child_process'
import { openCallStore } from '../../src/adapters/sqlite/call-store.ts'
import { digestOf } from '../../src/digest/digest.ts'

const [file = '', writer = '', seconds = ''] = process.argv.slice(2)
using store = openCallStore(file)
spawn('sh', ['-c', `sleep ${seconds}; kill -9 ${process.pid}`], { stdio: 'ignore' })
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
