// The worker of the promptfoo adapter, with everything watched through which something could leak or be written.
import childProcess from 'node:child_process'
import dns from 'node:dns'
import fs from 'node:fs'
import http from 'node:http'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import { fileURLToPath } from 'node:url'
import { BroadcastChannel, workerData } from 'node:worker_threads'
// Closes the network, as the worker does; what is tried nevertheless comes by the watch first.
import '../../src/adapters/promptfoo/closed-network.ts'

const channel = new BroadcastChannel('promptfoo does')
/** What the module loader reads: the vendored part and our own source. */
const own = [workerData.promptfoo.replace(/index\.js$/, ''), fileURLToPath(new URL('../../src/', import.meta.url))]

function textOf(argument: unknown): string {
  if (argument instanceof URL) return argument.pathname
  return typeof argument === 'string' ? argument : JSON.stringify(argument)
}

function watch(what: string, holder: object, names: readonly string[]): void {
  const functions = holder as Record<string, (...args: unknown[]) => unknown>
  for (const name of names) {
    const original = functions[name]
    if (original === undefined) continue
    functions[name] = function (this: unknown, ...args: unknown[]) {
      const first = textOf(args[0])
      if (!(what === 'read' && own.some((folder) => first.startsWith(folder))))
        channel.postMessage(`${what}: ${name} ${first.slice(0, 200)}`)
      return original.apply(this, args)
    }
  }
}

const reads = ['readFile', 'readFileSync', 'readdir', 'readdirSync', 'createReadStream', 'open', 'openSync']
const writes = ['writeFile', 'writeFileSync', 'appendFile', 'appendFileSync', 'mkdir', 'mkdirSync', 'mkdtempSync']
watch('read', fs, reads)
watch('write', fs, [...writes, 'createWriteStream', 'renameSync', 'rename', 'copyFile', 'copyFileSync', 'symlinkSync'])
watch('read', fs.promises, reads)
watch('write', fs.promises, [...writes, 'rename', 'copyFile', 'symlink'])
watch('run', childProcess, ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'])
watch('connect', net.Socket.prototype, ['connect'])
watch('connect', net, ['connect', 'createConnection'])
watch('look up', dns, ['lookup', 'resolve', 'resolve4', 'resolve6'])
watch('look up', dns.promises, ['lookup', 'resolve'])
watch('fetch', globalThis, ['fetch'])
watch('print', process.stdout, ['write'])
watch('print', process.stderr, ['write'])
watch('print', console, ['log', 'error', 'warn', 'info', 'debug'])
syncBuiltinESMExports()

const listeners = () => ['exit', 'beforeExit', 'SIGINT', 'SIGTERM'].map((name) => process.listenerCount(name))
await import('../../src/adapters/promptfoo/worker.ts')
// What is certainly seen: a watch that sees nothing would prove nothing.
fs.readFileSync('/dev/null')
const refusals = [
  () => void net.connect({ port: 1, host: '127.0.0.1' }),
  () => fetch('data:,canary'),
  () => new Promise((resolve, reject) => http.get('http://127.0.0.1:1/').on('error', reject).on('response', resolve)),
]
for (const attempt of refusals) {
  try {
    await attempt()
    channel.postMessage('network: open')
  } catch (error) {
    channel.postMessage(`network: ${(error as Error).message}`)
  }
}
channel.postMessage(`environment: ${Object.keys(process.env).sort().join(' ')}`)
channel.postMessage(`listeners: ${listeners().join(' ')}`)
