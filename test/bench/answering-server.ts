import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** A server that only answers: what the one of the rig checks and remembers would be measured, too. */
export interface AnsweringServer extends Disposable {
  /** http://127.0.0.1:port/v1 */
  readonly url: string
  /** When the next request arrives, epoch ms. */
  nextRequest(): Promise<number>
}

/** Starts an OpenAI-compatible server in a process of its own, which answers every question alike after `latencyMs`. */
export async function startAnsweringServer(latencyMs: number): Promise<AnsweringServer> {
  const child = fork(import.meta.filename, [String(latencyMs)], { serialization: 'json' })
  const [port] = (await once(child, 'message')) as [number]
  return {
    url: `http://127.0.0.1:${port}/v1`,
    async nextRequest() {
      child.send('tell')
      const [at] = (await once(child, 'message')) as [number]
      return at
    },
    [Symbol.dispose]: () => void child.kill(),
  }
}

const completion = JSON.stringify({
  id: 'x',
  object: 'chat.completion',
  created: 1_767_225_600,
  model: 'mini-2026-01-01',
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'It takes five days.' } }],
  usage: { prompt_tokens: 21, completion_tokens: 6, total_tokens: 27 },
})
const headers = { 'content-type': 'application/json', 'content-length': String(completion.length) }

function serve(latencyMs: number): void {
  let isAsked = false
  process.on('message', () => {
    isAsked = true
  })
  const server = createServer((request, response) => {
    if (isAsked) process.send?.(Date.now())
    isAsked = false
    request.resume().once('end', () => {
      const answer = () => void response.writeHead(200, headers).end(completion)
      if (latencyMs === 0) answer()
      else void wait(latencyMs).then(answer)
    })
  })
  server.keepAliveTimeout = 600_000
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
}

if (process.argv[1] === import.meta.filename) serve(Number(process.argv[2]))
