import { closed } from './closed-network.ts'
import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import type { Judgement } from '../../evaluation/judge/judge-question.ts'
import { callModel, type ProviderParts } from './call-model.ts'
import { findWith, type Parts } from './find.ts'
import type { FromWorker, Put, Told, ToWorker } from './messages.ts'

/** Runs in a thread of its own, started by `load.ts`. */
const port = parentPort
if (port === null) throw new Error('this file is the script of a worker')

const { promptfoo } = workerData as { promptfoo: string }
const parts = (await import(/* webpackIgnore: true */ pathToFileURL(promptfoo).href)) as Parts & ProviderParts
const judged = new Map<number, (judgement: Judgement | undefined) => void>()
const replied = new Map<number, (reply: string | undefined) => void>()

port.on('message', (message: ToWorker) => {
  if ('question' in message) void answer(message)
  else if ('told' in message) void call(message.id, message.told)
  else if ('reply' in message) hand(message.id, message.reply)
  else judged.get(message.id)?.(message.judgement)
})
reply({ ready: true })

async function answer({ id, question }: Put): Promise<void> {
  const finding = await findWith(parts, question, (ask) => {
    reply({ id, ask })
    return new Promise((resolve) => judged.set(id, resolve))
  })
  judged.delete(id)
  reply({ id, finding })
}

async function call(id: number, told: Told): Promise<void> {
  const reading = await callModel(parts, told, async (composed) => {
    reply({ id, composed })
    const body = await new Promise<string | undefined>((resolve) => replied.set(id, resolve))
    if (body === undefined) throw closed()
    return body
  })
  replied.delete(id)
  reply({ id, reading })
}

/** promptfoo may have given up on the reply before it came. */
function hand(id: number, body: string | undefined): void {
  const resolve = replied.get(id)
  if (resolve === undefined) reply({ id, reading: { output: undefined, error: 'promptfoo did not wait' } })
  else resolve(body)
}

function reply(message: FromWorker): void {
  port?.postMessage(message)
}
