/**
 * Delivers one artifact as `promote` does, in a process of its own, so that it can race with others or be killed:
 *   node deliver-in-child.ts REPOSITORY TARGET TEXT [KILL]
 * TARGET is a branch, or a directory if it begins with `/`. KILL is `before:N` or `after:N`: SIGKILL around the Nth use of
 * ledger or driver.
 */
import { branchDriver } from '../../src/adapters/git/branch-driver.ts'
import { gitLedger } from '../../src/adapters/git/ledger.ts'
import { remoteOf } from '../../src/adapters/git/remote.ts'
import { openRepository } from '../../src/adapters/git/repository.ts'
import { systemClock } from '../../src/adapters/system-clock.ts'
import { directoryDriver } from '../../src/adapters/targets/directory/driver.ts'
import { deliver } from '../../src/commands/deliver.ts'
import { canonicalJson, digestOf } from '../../src/digest/digest.ts'

const [dir = '.', target = '', text = '', kill = ''] = process.argv.slice(2)
const [when, at] = kill.split(':')
let uses = 0

/** A port whose every call may be the last thing that this process does. */
function mortal<Port extends object>(port: Port): Port {
  return new Proxy(port, {
    get(of, name) {
      const method = Reflect.get(of, name) as unknown
      if (typeof method !== 'function') return method
      return (...args: unknown[]) => {
        const mine = ++uses
        if (when === 'before' && mine === Number(at)) process.kill(process.pid, 'SIGKILL')
        const result = Reflect.apply(method, of, args) as unknown
        if (!(result instanceof Promise)) return result
        return result.then((value: unknown) => {
          if (when === 'after' && mine === Number(at)) process.kill(process.pid, 'SIGKILL')
          return value
        })
      }
    },
  })
}

const repository = await openRepository(dir)
const remote = await remoteOf(repository)
const ledger = gitLedger({ repository, remote, branch: 'llmops-ledger', projectFolder: '' })
const project = { name: 'towns', folder: '' }
const owner = { target: 'staging', formerTarget: undefined, project, formerProject: undefined }
const driver = target.startsWith('/')
  ? directoryDriver({ owner, path: target })
  : branchDriver({ owner, repository, remote, branch: target, folder: '' })
const document = canonicalJson({ text })
const delivered = await deliver(
  {
    target: 'staging',
    artifact: { subject: 'answer', digest: digestOf(document), document },
    kind: 'promotion',
    source: '0'.repeat(40),
    by: `process ${process.pid}`,
    evidence: undefined,
    reason: undefined,
    holdsAgainst: undefined,
    stillWanted: () => true,
  },
  {
    ledger: mortal(ledger),
    driver: mortal(driver),
    project,
    clock: systemClock,
    signal: new AbortController().signal,
  },
)
process.stdout.write(`${JSON.stringify({ ...delivered, uses })}\n`)
