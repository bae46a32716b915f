// Appends claims to a ledger by the loop of reading, appending and trying again; prints each number that it wrote.
// Usage: node ledger-writer.ts REPOSITORY REMOTE|- WRITER COUNT SPREAD
// SPREAD: the time in ms over which the next tries of those who lost are spread; an append takes a tenth of a second.
import { setTimeout } from 'node:timers/promises'
import { gitLedger } from '../../src/adapters/git/ledger.ts'
import { openRepository } from '../../src/adapters/git/repository.ts'
import { claimOf, writeOf } from '../promotion/records.ts'

const [dir = '', remote = '', writer = '', count = '', spreadMs = ''] = process.argv.slice(2)
const ledger = gitLedger({
  repository: await openRepository(dir),
  remote: remote === '-' ? undefined : remote,
  branch: 'llmops-ledger',
  projectFolder: '',
})
for (let n = 0; n < Number(count); n++) {
  for (;;) {
    const tip = await ledger.read()
    const record = claimOf(tip.targets.get('staging'), `${writer} ${n}`, { by: writer, at: new Date().toISOString() })
    if ((await ledger.append(tip, writeOf(record))) === 'written') {
      process.stdout.write(`${record.release.sequence} ${writer}\n`)
      break
    }
    await setTimeout(Math.random() * Number(spreadMs))
  }
}
