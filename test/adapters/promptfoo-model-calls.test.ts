import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { places, startWorker } from '../../src/adapters/promptfoo/load.ts'
import { createModelCalls } from '../../src/adapters/promptfoo/model-calls.ts'
import { promptfooTransport } from '../../src/adapters/promptfoo/transport.ts'
import { bindingTo, opening, type ProviderType } from '../rig/providers/bindings.ts'
import { dialects } from '../rig/providers/list.ts'
import { temporaryDirectory } from '../rig/temp.ts'
import { callTo, detailOf, serve } from './promptfoo-asking.ts'

const types = Object.keys(dialects) as readonly ProviderType[]

describe('a worker', () => {
  const credentials = { ...opening }

  async function workerThat(does: string) {
    const folder = await temporaryDirectory()
    const script = join(folder.path, 'worker.mjs')
    const ready = `import { parentPort } from 'node:worker_threads'; parentPort.postMessage({ ready: true });`
    writeFileSync(script, `${ready} parentPort.on('message', (message) => { ${does} })`)
    return {
      start: () => startWorker({ ...places, script }),
      [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
    }
  }

  test('that hangs is ended: a timeout, and the next call gets another worker', async () => {
    await using hanging = await workerThat('for (;;);')
    await using server = await serve('ollama', [])
    let started = 0
    const start = () => (started++ === 0 ? hanging.start() : startWorker())
    await using calls = createModelCalls({ patienceMs: 2_000, start })
    const way = promptfooTransport(bindingTo('ollama', server.origin), credentials, calls)
    const both = [1, 2].map(() => way.attempt(callTo('ollama'), AbortSignal.timeout(30_000)))
    const kinds = (await Promise.all(both)).map((attempt) =>
      attempt.kind === 'failure' ? attempt.reason : attempt.kind,
    )
    expect(kinds.toSorted()).toEqual(['answer', 'timeout'])
    expect(started).toBe(2)
  }, 30_000)

  test('that hangs over a reply leaves its text to us', async () => {
    const composed = { url: 'http://localhost:11434/api/chat', headers: {}, body: '' }
    const body = "JSON.stringify({ model: 'llama3.2:3b', stream: false, messages: JSON.parse(message.told.prompt) })"
    const says = `message.told ? parentPort.postMessage({ id: message.id, composed: { ...${JSON.stringify(composed)}, body: ${body} } }) : 0`
    await using mute = await workerThat(says)
    await using server = await serve('ollama', [])
    await using calls = createModelCalls({ patienceMs: 300, start: mute.start })
    const way = promptfooTransport(bindingTo('ollama', server.origin), credentials, calls)
    const attempt = await way.attempt(callTo('ollama'), AbortSignal.timeout(20_000))
    expect(attempt).toMatchObject({ kind: 'answer', answer: { text: 'Two days.' } })
  })

  /** promptfoo, but for its provider, which does this. */
  async function promptfooThat(does: string) {
    const folder = await temporaryDirectory()
    const promptfoo = join(folder.path, 'promptfoo.mjs')
    writeFileSync(promptfoo, `export const loadApiProvider = async () => ({ callApi: async (prompt) => { ${does} } })`)
    const calls = createModelCalls({ start: () => startWorker({ ...places, promptfoo }) })
    return {
      calls,
      async [Symbol.asyncDispose]() {
        await calls[Symbol.asyncDispose]()
        await folder[Symbol.asyncDispose]()
      },
    }
  }

  const asks = `const ask = (path = '/api/chat') => fetch('http://localhost:11434' + path, { method: 'POST',
    body: JSON.stringify({ model: 'llama3.2:3b', stream: false, messages: JSON.parse(prompt) }) });`

  test.each([
    ['a second request', `${asks} await ask(); await ask()`],
    ['a socket', `${asks} await ask(); (await import('node:net')).connect(9, '127.0.0.1')`],
    ['a request of Node', `${asks} await ask(); (await import('node:http')).get('http://127.0.0.1:9')`],
    ['a datagram', `${asks} await ask(); (await import('node:dgram')).createSocket('udp4').send('x', 9, '127.0.0.1')`],
  ])('refuses promptfoo %s', async (_, does) => {
    const tried = `try { ${does} } catch (error) { return { output: error.message } }`
    await using promptfoo = await promptfooThat(tried)
    await using server = await serve('ollama', [])
    const way = promptfooTransport(bindingTo('ollama', server.origin), credentials, promptfoo.calls)
    const attempt = await way.attempt(callTo('ollama'), AbortSignal.timeout(20_000))
    expect(attempt).toMatchObject({ kind: 'answer', answer: { text: 'the network is closed' } })
    expect(server.requests).toHaveLength(1)
  })

  test.each([
    ['another path', `${asks} await ask('/api/pull')`, 'promptfoo would ask another API for llama3.2:3b'],
    ['nothing', `return { output: 'invented' }`, 'promptfoo: it asked nothing'],
    ['nothing, and says why', `return { error: 'no such model' }`, 'promptfoo: no such model'],
    ['nothing, and throws', `throw new Error('no such model')`, 'promptfoo: no such model'],
    [
      'what was not asked',
      `prompt = '[{"role":"user","content":"else"}]'; ${asks} await ask()`,
      'promptfoo leaves messages out',
    ],
  ])('whose promptfoo asks %s sends nothing', async (_, does, why) => {
    await using promptfoo = await promptfooThat(does)
    await using server = await serve('ollama', [])
    const way = promptfooTransport(bindingTo('ollama', server.origin), credentials, promptfoo.calls)
    const attempt = await way.attempt(callTo('ollama'), AbortSignal.timeout(20_000))
    expect(attempt).toMatchObject({ kind: 'failure', reason: 'not-available', ofRequest: true })
    expect(detailOf(attempt)).toBe(`nothing was sent: ${why}`)
    expect(server.requests).toEqual([])
  })

  test('that cannot load promptfoo is a defect, told to everyone who asks', async () => {
    const promptfoo = `${places.promptfoo}.nowhere`
    await using calls = createModelCalls({ start: () => startWorker({ ...places, promptfoo }) })
    const way = promptfooTransport(bindingTo('ollama', 'http://127.0.0.1:9'), credentials, calls)
    const asking = () => way.attempt(callTo('ollama'), AbortSignal.timeout(20_000))
    await expect(asking()).rejects.toThrow('promptfoo cannot be used')
    await expect(asking()).rejects.toThrow('promptfoo cannot be used')
  })

  test('is not started by opening a way', () => {
    let started = 0
    const calls = createModelCalls({ start: () => (started++, startWorker()) })
    for (const type of types) promptfooTransport(bindingTo(type, 'http://127.0.0.1:9'), credentials, calls)
    expect(started).toBe(0)
  })
})
