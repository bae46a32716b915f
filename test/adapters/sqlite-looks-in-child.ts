// Takes looks at one subject, each at other scores; prints their numbers.
// Usage: node sqlite-looks-in-child.ts FILE NAME COUNT
import { openCallStore } from '../../src/adapters/sqlite/call-store.ts'
import { digestOf } from '../../src/digest/digest.ts'

const [file = '', name = '', count = ''] = process.argv.slice(2)
using store = openCallStore(file)
for (let n = 0; n < Number(count); n += 1) {
  const look = { against: digestOf('base'), head: digestOf('head'), seen: digestOf(`${name} ${n}`) }
  process.stdout.write(`${store.looks.take(look).look}\n`)
  await new Promise((resolve) => setImmediate(resolve))
}
