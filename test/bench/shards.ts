/**
 * Eight shards against one process, where a server lets each client ask twenty times a second. Exits 1 where they are not six
 * times as fast, or where the merged report scores anything else than the one process. Run with `npm run bench -- shards`.
 */
import { bundledCli } from '../end-to-end/bundled-cli.ts'
import { makeRepository, type Repository } from '../rig/git.ts'
import { runNode } from '../rig/run.ts'
import { temporaryDirectory } from '../rig/temp.ts'
import { startLimitedServer } from './limited-server.ts'

const cases = Number(process.env['SHARDS_CASES'] ?? 2_400)
const shards = 8
const wanted = 6

function projectFor(url: string): Record<string, string> {
  const rows = Array.from({ length: cases }, (_, n) => `{"id":"q-${n}","input":{"question":"Question ${n}?"}}`)
  return {
    'llmops.yaml': `apiVersion: llmops/v1
kind: Project
name: shards
providers:
  local: {url: "${url}", key: LOCAL_KEY, concurrency: ${shards}}
---
kind: Prompt
name: answer
model: local/mini
user: "{{question}}"
---
kind: Dataset
name: questions
file: questions.jsonl
---
kind: EvalSuite
name: quality
subject: answer
dataset: questions
assert: [{type: contains, value: "Yes"}]
`,
    'questions.jsonl': `${rows.join('\n')}\n`,
  }
}

interface Timed {
  readonly seconds: number
  readonly stdout: string
}

async function timed(script: string, { dir }: Repository, args: readonly string[], client: string): Promise<Timed> {
  const began = performance.now()
  const env = { LOCAL_KEY: client }
  const { code, stdout, stderr } = await runNode(script, args, { cwd: dir, env, timeoutMs: 600_000 })
  if (code !== 0) throw new Error(`llmops ${args.join(' ')} ended with ${code}\n${stdout}\n${stderr}`)
  return { seconds: (performance.now() - began) / 1000, stdout }
}

interface Scores {
  readonly mean: number
  /** Of the cases: one process may run out of attempts where so many others ask. */
  readonly scored: number
}

function scoresIn(stdout: string): Scores {
  const { comparisons } = JSON.parse(stdout) as {
    comparisons: readonly { metrics: readonly { head: Scores }[]; coverage: { head: Scores } }[]
  }
  const [only] = comparisons
  return { mean: only?.metrics[0]?.head.mean ?? 0, scored: only?.coverage.head.scored ?? 0 }
}

await using server = await startLimitedServer()
await using folder = await temporaryDirectory('bundle')
const script = await bundledCli(folder.path)
await using alone = await makeRepository({ files: projectFor(server.url) })
const one = await timed(script, alone, ['eval', '--format', 'json'], 'alone')

const repositories = await Promise.all(
  Array.from({ length: shards }, () => makeRepository({ files: projectFor(server.url) })),
)
await using journals = await temporaryDirectory('journals')
const began = performance.now()
await Promise.all(
  repositories.map((repository, at) =>
    timed(
      script,
      repository,
      ['eval', '--shard', `${at + 1}/${shards}`, '--journal', journals.path],
      `shard-${at + 1}`,
    ),
  ),
)
const asked = (performance.now() - began) / 1000
const merged = await timed(script, alone, ['report', journals.path, '--format', 'json'], 'nobody')
await Promise.all(repositories.map((repository) => repository[Symbol.asyncDispose]()))

const ratio = one.seconds / (asked + merged.seconds)
console.log(`${cases} calls, ${server.counts.refused} requests refused`)
console.log(`one process ${one.seconds.toFixed(1)} s`)
console.log(`${shards} shards  ${asked.toFixed(1)} s, and ${merged.seconds.toFixed(1)} s for their report`)
console.log(`ratio       ${ratio.toFixed(2)} (at least ${wanted})`)
if (ratio < wanted) process.exitCode = 1
const [found, expected] = [scoresIn(merged.stdout), scoresIn(one.stdout)]
if (found.mean !== expected.mean || found.scored !== cases || expected.scored < 0.98 * cases) {
  console.error(`scored ${found.scored} and ${expected.scored} of ${cases}, means ${found.mean} and ${expected.mean}`)
  process.exitCode = 1
}
