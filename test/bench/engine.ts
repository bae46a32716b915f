/**
 * What evaluating takes beside the least that it could take, and beside promptfoo. All processes are measured as a user runs
 * them, from start to end, against one server in a process of its own on the same machine. Exits 1 where a limit is missed.
 * Run with `npm run bench -- engine`; other work on the machine adds to every figure.
 *   ENGINE_CASES=1000 ENGINE_MANY=20000   fewer cases, for a look
 */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { temporaryDirectory } from '../rig/temp.ts'
import { startAnsweringServer } from './answering-server.ts'
import { evalProject, forget } from './eval-project.ts'
import { measured, type Usage } from './measured.ts'

const cases = Number(process.env['ENGINE_CASES'] ?? 10_000)
const many = Number(process.env['ENGINE_MANY'] ?? 100_000)
const few = Math.round(cases / 10)
const cli = join(import.meta.dirname, '../../dist/cli.js')
const peer = (name: string) => `${import.meta.dirname}/${name}-peer.ts`

await using folder = await temporaryDirectory('bench')
using slow = await startAnsweringServer(50)
using quick = await startAnsweringServer(0)

async function evalOf(count: number, url: string): Promise<{ cold: Usage; warm: Usage }> {
  await using repository = await evalProject(count, url)
  await forget(repository)
  const cold = await measured([cli, 'eval'], repository.dir)
  return { cold, warm: await measured([cli, 'eval'], repository.dir) }
}

/** Processor time of a case in ms: of two runs the difference, so that starting does not count. */
async function perCase(run: (count: number) => Promise<Usage>): Promise<number> {
  const [less, more] = [await run(few), await run(cases)]
  return ((more.cpuSeconds - less.cpuSeconds) / (cases - few)) * 1000
}

function row(what: string, value: string, limit: string, holds: boolean): void {
  if (!holds) process.exitCode = 1
  console.log(`${what.padEnd(58)}${value.padEnd(34)}${limit}${holds ? '' : '  MISSED'}`)
}

console.log(`${cases} and ${many} cases; ${availableParallelism()} cores, which the server shares`)

const ours = await evalOf(cases, slow.url)
const bare = await measured([peer('fetch'), slow.url, String(cases)], folder.path)
const ratio = ours.cold.seconds / bare.seconds
const beside = `${ours.cold.seconds.toFixed(1)} s, fetch loop ${bare.seconds.toFixed(1)} s`
row(`eval of ${cases} cases, 50 ms, 32 at once`, beside, `${ratio.toFixed(2)} of at most 1.15 times`, ratio <= 1.15)

const warm = ours.warm.seconds
row(`the same again, warm`, `${warm.toFixed(1)} s`, 'under 4 s', warm < 4)

const own = await perCase(async (count) => (await evalOf(count, quick.url)).cold)
const theirs = await perCase((count) => measured([peer('promptfoo'), quick.url, String(count)], folder.path))
const times = `${own.toFixed(2)} ms, promptfoo ${theirs.toFixed(2)} ms`
row(
  'processor time of a case, HTTP included',
  times,
  `${(theirs / own).toFixed(1)} of at least 3 times less`,
  theirs >= 3 * own,
)

const large = await evalOf(many, quick.url)
for (const [what, { peakMb, seconds }] of Object.entries(large)) {
  const taken = `${peakMb.toFixed(0)} MB, ${seconds.toFixed(0)} s`
  row(`peak memory of eval of ${many} cases, ${what}`, taken, 'under 400 MB', peakMb < 400)
}
