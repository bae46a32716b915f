// What the action does about its layers: restores them, asks what none of them answers, merges, saves the last of them.
// LAYERS and ASK are JSON; prints what was found, asked and saved.
import { join } from 'node:path'
import { type CallLayer, fileOf, restoreLayers, saveLayer } from '../../src/adapters/actions/call-layers.ts'
import { openCallLayer, openCallStore } from '../../src/adapters/sqlite/call-store.ts'
import { mergeCallStores } from '../../src/adapters/sqlite/merge-layers.ts'
import { digestOf } from '../../src/digest/digest.ts'

const { env } = process
if (env['IMPATIENT'] !== undefined) hurry()
const folder = join(env['GITHUB_WORKSPACE'] ?? '', env['PROJECT'] ?? '')
const layers = JSON.parse(env['LAYERS'] ?? '[]') as CallLayer[]
const asked = JSON.parse(env['ASK'] ?? '[]') as string[]
const deadline = env['DEADLINE_MS'] === undefined ? {} : { deadlineMs: Number(env['DEADLINE_MS']) }
const home = { folder, env, warn: (message: string) => console.log(`warned: ${message}`), ...deadline }

const found = await restoreLayers(home, layers)
console.log(`found ${JSON.stringify(found)}`)
const calls = join(folder, '.llmops', 'calls.sqlite')
for (const question of asked) if (!isAnswered(question)) ask(question)
const mine = layers.at(-1)!
if (mergeCallStores([calls], join(folder, fileOf(mine))).added > 0) console.log(`saved ${await saveLayer(home, mine)}`)
process.exit() // what came too late is not waited for

function isAnswered(question: string): boolean {
  return found.some((layer) => {
    using store = openCallLayer(join(folder, fileOf(layer)))
    return store.get(digestOf(question)) !== undefined
  })
}

function ask(question: string): void {
  using store = openCallStore(calls)
  const answer = { text: 'yes', finish: 'stop', servedModel: undefined, usage: undefined, latencyMs: 1 } as const
  const key = digestOf(question)
  store.put({ version: 1, key, provider: 'rig', model: 'm', origin: 'http://rig', answer, at: Date.now() })
  console.log(`asked ${question}`)
}

/** The package waits for seconds between its attempts. */
function hurry(): void {
  const later = globalThis.setTimeout
  const sooner = (run: () => void, ms?: number) => later(run, Math.min(ms ?? 0, 5))
  globalThis.setTimeout = Object.assign(sooner, later) as typeof later
}
