// Delivers releases to a directory, one after the other, and prints each number once it is live; one that comes too late is skipped.
// Usage: node directory-deliverer.ts DIRECTORY FIRST LAST [CALL]: kills itself just before the CALL-th call that changes files
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { DeliveryFault } from '../../src/promotion/driver.ts'
import { deliveryOf, ownerOf } from '../promotion/records.ts'

const [path = '', first = '', last = '', call = 'Infinity'] = process.argv.slice(2)
let calls = 0
const countingDown = (work: (...args: never[]) => unknown) =>
  function (this: unknown, ...args: never[]) {
    calls += 1
    if (calls === Number(call)) process.kill(process.pid, 'SIGKILL')
    return work.apply(this, args)
  }

const probe = await fs.open(process.execPath, 'r')
const handle = Object.getPrototypeOf(probe) as Record<string, (...args: never[]) => unknown>
await probe.close()
const functions = fs as unknown as Record<string, (...args: never[]) => unknown>
for (const [holder, names] of [
  [functions, ['mkdir', 'open', 'rename', 'rm']],
  [handle, ['writeFile', 'sync']],
] as const)
  for (const name of names) holder[name] = countingDown(holder[name] ?? fail)
syncBuiltinESMExports()

const { directoryDriver } = await import('../../src/adapters/targets/directory/driver.ts')
const driver = directoryDriver({ owner: ownerOf(), path })
for (let sequence = Number(first); sequence <= Number(last); sequence++) {
  const { release, files } = deliveryOf(`v${sequence}`, sequence)
  try {
    await driver.apply(driver.plan(undefined, release, files), files)
    process.stdout.write(`${sequence}\n`)
  } catch (error) {
    if (!(error instanceof DeliveryFault && error.message.includes('comes too late'))) throw error
  }
}

function fail(): never {
  throw new Error('node:fs/promises has changed')
}
