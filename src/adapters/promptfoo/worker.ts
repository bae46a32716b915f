import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import type { Judgement } from '../../evaluation/judge/judge-question.ts'
import { findWith, type Parts } from './find.ts'
import type { FromWorker, Put, ToWorker } from './messages.ts'

/** Runs in a thread of its own, started by `load.ts`. */
const port = parentPort
if (port === null) throw new Error('this file is the script of a worker')

const { promptfoo } = workerData as { promptfoo: string }
const parts = (await import(/* webpackIgnore: true */ pathToFileURL(promptfoo).href)) as Parts
const waiting = new Map<number, (judgement: Judgement | undefined) => void>()

port.on('message', (message: ToWorker) => {
  if ('question' in message) void answer(message)
  else waiting.get(message.id)?.(message.judgement)
})
reply({ ready: true })

async function answer({ id, question }: Put): Promise<void> {
  const finding = await findWith(parts, question, (ask) => {
    reply({ id, ask })
    return new Promise((resolve) => waiting.set(id, resolve))
  })
  waiting.delete(id)
  reply({ id, finding })
}

function reply(message: FromWorker): void {
  port?.postMessage(message)
}
