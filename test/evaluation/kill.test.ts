import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { startModelServer } from '../rig/model-server.ts'
import type { ModelServer } from '../rig/model-server.ts'
import { lastUserText } from '../rig/chat-request.ts'
import { startNode } from '../rig/run.ts'
import { temporaryDirectory } from '../rig/temp.ts'

const script = fileURLToPath(new URL('evaluate-in-child.ts', import.meta.url))
const env = { RIG_KEY: 'sk-rig' }

async function requestsReach(server: ModelServer, count: number): Promise<void> {
  while (server.requests.filter(({ end }) => end === 'answered').length < count) await wait(5)
}

function askedAt(server: ModelServer): readonly string[] {
  return server.requests.flatMap(({ chat }) => (chat === undefined ? [] : [lastUserText(chat)]))
}

/** Answers come one after the other, so that a kill falls between them. */
const trickling = { latencyMs: ({ ordinal }: { readonly ordinal: number }) => 20 + ordinal * 12 }

test.each(['SIGKILL', 'SIGINT'] as const)(
  'a run that is ended by %s repeats no call that was finished',
  async (signal) => {
    await using server = await startModelServer(trickling)
    await using directory = await temporaryDirectory()
    const file = join(directory.path, 'calls.sqlite')
    const running = await startNode(script, [file, server.url], { env })
    await requestsReach(server, 25)
    running.kill(signal)
    const first = await running.finished
    expect(first.stderr).toBe('')
    expect(first.stdout.endsWith('end\n')).toBe(signal === 'SIGINT')
    const finished = first.stdout.split('\n').filter((line) => line.startsWith('scored '))
    expect(finished.length).toBeGreaterThan(10)
    expect(finished.length).toBeLessThan(60)

    server.reset()
    const second = await (await startNode(script, [file, server.url], { env })).finished
    expect(second).toMatchObject({ code: 0, stderr: '' })
    expect(second.stdout.split('\n').filter((line) => line.startsWith('scored ')).length).toBe(60)
    const repeated = askedAt(server).filter((text) => finished.includes(`scored ${text}`))
    expect(repeated).toEqual([])
    expect(askedAt(server).length).toBeLessThanOrEqual(60 - finished.length)
  },
)

test('two runs on one store at once both end, and a third asks nothing', async () => {
  await using server = await startModelServer()
  await using directory = await temporaryDirectory()
  const file = join(directory.path, 'calls.sqlite')
  const running = await Promise.all([1, 2].map(() => startNode(script, [file, server.url], { env })))
  const ended = await Promise.all(running.map(({ finished }) => finished))
  expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual([
    [0, ''],
    [0, ''],
  ])
  server.reset()
  const third = await (await startNode(script, [file, server.url], { env })).finished
  expect(third.stdout.split('\n').filter((line) => line.startsWith('scored ')).length).toBe(60)
  expect(server.requests).toEqual([])
})
