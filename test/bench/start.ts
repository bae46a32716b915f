/**
 * From the start of a process to the moment when the model is first asked, beside the installed promptfoo and, where there is
 * a network, a fresh `npx promptfoo`. Best of several. Exits 1 where ours takes 0.8 s or more. Run with `npm run bench -- start`.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryDirectory } from '../rig/temp.ts'
import { startAnsweringServer } from './answering-server.ts'
import { evalProject, forget, question } from './eval-project.ts'

const limitMs = 800
const cli = join(import.meta.dirname, '../../dist/cli.js')
const installedHere = join(import.meta.dirname, '../../node_modules/promptfoo/dist/src/entrypoint.js')
const promptfoo = process.env['PROMPTFOO'] ?? installedHere
const version = '0.123.1'

using server = await startAnsweringServer(0)
await using repository = await evalProject(1, server.url)
await using folder = await temporaryDirectory('bench')
await writeFile(
  join(folder.path, 'promptfooconfig.yaml'),
  `prompts: ["Answer in one sentence: {{question}}"]
providers: [{id: "openai:chat:mini", config: {apiBaseUrl: "${server.url}"}}]
tests: [{vars: {question: ${JSON.stringify(question(0))}}, assert: [{type: icontains, value: days}]}]
`,
)
const quiet = {
  OPENAI_API_KEY: 'none',
  PROMPTFOO_DISABLE_TELEMETRY: '1',
  PROMPTFOO_DISABLE_UPDATE: '1',
  PROMPTFOO_CONFIG_DIR: folder.path,
}

/** Ms from starting the command to the first request; undefined where it ends without one. */
async function untilAsked(command: readonly string[], cwd: string): Promise<number | undefined> {
  const [file = '', ...args] = command
  const asked = server.nextRequest()
  const startedAt = Date.now()
  const child = spawn(file, args, { cwd, env: { ...process.env, ...quiet }, stdio: 'ignore' })
  const ended = once(child, 'close')
  const at = await Promise.race([asked, ended.then(() => undefined)])
  await ended
  return at === undefined ? undefined : at - startedAt
}

async function bestOf(times: number, run: () => Promise<number | undefined>): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  for (let turn = 0; turn < times; turn += 1) best = Math.min(best, (await run()) ?? best)
  return best
}

const ours = await bestOf(7, async () => {
  await forget(repository)
  return untilAsked([process.execPath, cli, 'eval'], repository.dir)
})
const installed = await bestOf(2, () => untilAsked([process.execPath, promptfoo, 'eval', '--no-cache'], folder.path))
const peer = join(import.meta.dirname, 'promptfoo-peer.ts')
const embedded = await bestOf(3, () => untilAsked([process.execPath, peer, server.url, '1'], folder.path))
if (!(ours < limitMs)) process.exitCode = 1
console.log(
  `llmops eval           ${ours} ms to the first request, under ${limitMs} ms${ours < limitMs ? '' : '  MISSED'}`,
)
const broken = 'skipped: its command does not start from here; PROMPTFOO names the entrypoint.js of one that does'
console.log(`promptfoo, installed  ${Number.isFinite(installed) ? `${installed} ms` : broken}`)
console.log(`promptfoo, evaluate() ${embedded} ms`)

const npx = ['npx', '--yes', '--cache', join(folder.path, 'npm'), `promptfoo@${version}`, 'eval', '--no-cache']
const fresh = process.env['BENCH_NETWORK'] === '1' ? await untilAsked(npx, folder.path) : undefined
const skipped = 'skipped: it installs 2 GB; BENCH_NETWORK=1 runs it where there is a network'
console.log(`promptfoo, fresh npx  ${fresh === undefined ? skipped : `${fresh} ms`}`)
