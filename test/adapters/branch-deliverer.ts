// Delivers releases to a branch, one after the other, and prints each number once it is live.
// Usage: node branch-deliverer.ts REPOSITORY REMOTE|- FIRST LAST
import { branchDriver } from '../../src/adapters/git/branch-driver.ts'
import { openRepository } from '../../src/adapters/git/repository.ts'
import { deliveryOf, ownerOf } from '../promotion/records.ts'

const [dir = '', remote = '', first = '', last = ''] = process.argv.slice(2)
const driver = branchDriver({
  owner: ownerOf(),
  repository: await openRepository(dir),
  remote: remote === '-' ? undefined : remote,
  branch: 'deploy/staging',
  folder: '',
})
for (let sequence = Number(first); sequence <= Number(last); sequence++) {
  const { release, files } = deliveryOf(`v${sequence}`, sequence)
  await driver.apply(driver.plan(undefined, release, files), files)
  process.stdout.write(`${sequence}\n`)
}
