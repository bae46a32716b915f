// Makes every model call of stdin through promptfoo's providers and prints the attempts, and what was done meanwhile.
import net from 'node:net'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { BroadcastChannel } from 'node:worker_threads'
import { places, startWorker } from '../../src/adapters/promptfoo/load.ts'
import { createModelCalls } from '../../src/adapters/promptfoo/model-calls.ts'
import type { Credentials, NativeBinding } from '../../src/adapters/promptfoo/protocols/protocol.ts'
import { promptfooTransport } from '../../src/adapters/promptfoo/transport.ts'
import type { ModelCall } from '../../src/evaluation/call.ts'

interface Input {
  readonly credentials: Credentials
  readonly calls: readonly { readonly binding: NativeBinding; readonly call: ModelCall }[]
}

const { credentials, calls }: Input = JSON.parse(await text(process.stdin))
const events: string[] = []
const channel = new BroadcastChannel('promptfoo does')
channel.addEventListener('message', (message) => events.push((message as unknown as { data: string }).data))

/** Where this thread connects to, which sends what the worker composes. */
const connected: string[] = []
// oxlint-disable-next-line typescript/unbound-method -- applied to the socket below
const { connect } = net.Socket.prototype
net.Socket.prototype.connect = function (this: net.Socket, ...args: readonly unknown[]) {
  const [first] = args.flat() as readonly { host?: string; port?: number }[]
  connected.push(`http://${first?.host}:${first?.port}`)
  return connect.apply(this, args as never)
} as typeof connect

const script = fileURLToPath(new URL('promptfoo-watched-worker.ts', import.meta.url))
const worker = createModelCalls({ start: () => startWorker({ ...places, script }) })
const attempts = []
for (const { binding, call } of calls)
  attempts.push(await promptfooTransport(binding, credentials, worker).attempt(call, AbortSignal.timeout(20_000)))
await worker[Symbol.asyncDispose]()
await new Promise((resolve) => setTimeout(resolve, 50)) // what was said last is still on its way
channel.close()
console.log(JSON.stringify({ attempts, events, connected: [...new Set(connected)] }))
process.exit(0)
