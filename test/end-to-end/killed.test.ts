import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { lastUserText } from '../rig/chat-request.ts'
import { makeRepository, type Repository } from '../rig/git.ts'
import { type ModelServer, startModelServer } from '../rig/model-server.ts'
import { uniform } from '../rig/random.ts'
import { type Finished, runNode, startNode } from '../rig/run.ts'
import { temporaryDirectory } from '../rig/temp.ts'
import { bundledCli } from './bundled-cli.ts'
import { key, projectFiles } from './project.ts'

/** In each of two repositories, at the same time. */
const kills = 50
const cases = 450

/** One question a case, each with its own answer, of which every third is wrong. */
function manyQuestions(url: string): Record<string, string> {
  const rows = Array.from({ length: cases }, (_, n) =>
    JSON.stringify({ id: `q-${n}`, input: { question: `Question ${n}?` }, expected: { town: `Town${n}.` } }),
  )
  const files = projectFiles({ url, provider: ', concurrency: 3' })
  return {
    ...files,
    'llmops/quality.yaml': (files['llmops/quality.yaml'] ?? '').replace('slices: [language]\n', ''),
    'llmops/towns.jsonl': `${rows.join('\n')}\n`,
  }
}

function answerServer(latencyMs: number): Promise<ModelServer> {
  return startModelServer({
    latencyMs,
    keys: [key],
    answer(request) {
      const n = Number(/\d+/.exec(lastUserText(request))?.[0])
      return n % 3 === 0 ? 'I do not know.' : `It is Town${n}.`
    },
  })
}

interface Kept {
  /** Keys of the store. */
  readonly keys: ReadonlySet<string>
  /** Requests that had arrived by then. */
  readonly requests: number
}

/** Looks at what a killed run left: the store is whole, and has every answer that the journal speaks of. */
function keptAfterKill({ dir }: Repository, server: ModelServer): Kept {
  const file = join(dir, '.llmops', 'calls.sqlite')
  if (!existsSync(file)) return { keys: new Set(), requests: server.requests.length }
  using database = new DatabaseSync(file)
  expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
  const keys = new Set(
    database
      .prepare('SELECT key FROM calls')
      .all()
      .map(({ key }) => textOfKey(key)),
  )
  for (const answered of answersIn(dir).keys()) expect(keys).toContain(answered)
  return { keys, requests: server.requests.length }
}

function textOfKey(key: unknown): string {
  return typeof key === 'string' ? key : `sha256:${Buffer.from(key as Uint8Array).toString('hex')}`
}

/** Of the newest journal: the key of each answer, with the id of its case. Only its last line may be torn. */
function answersIn(dir: string): ReadonlyMap<string, string> {
  const folder = join(dir, '.llmops', 'journals')
  const newest = existsSync(folder) ? readdirSync(folder).toSorted().at(-1) : undefined
  if (newest === undefined) return new Map()
  const lines = readFileSync(join(folder, newest), 'utf8').split('\n').slice(0, -1)
  return new Map(lines.flatMap((line) => answersOfLine(JSON.parse(line) as JournalLine)))
}

interface JournalLine {
  readonly line: string
  readonly trial?: {
    readonly caseId: string
    readonly trace: { readonly steps: readonly { readonly result: { readonly kind: string; readonly key: string } }[] }
  }
}

function answersOfLine({ trial }: JournalLine): readonly (readonly [string, string])[] {
  const results = trial?.trace.steps.map(({ result }) => result) ?? []
  return results.filter(({ kind }) => kind === 'answered').map((result) => [result.key, trial?.caseId ?? ''] as const)
}

/** Kills it at some instant: mostly while it asks, sometimes before. */
async function killSomewhere(script: string, { dir }: Repository, server: ModelServer, luck: string): Promise<void> {
  const asked = server.requests.length
  const running = await startNode(script, ['eval'], { cwd: dir, env: { LOCAL_KEY: key } })
  if (uniform(luck, 'early') < 0.1) await wait(uniform(luck, 'when') * 200)
  else {
    const more = Math.ceil(uniform(luck, 'when') * 12)
    while (server.requests.length < asked + more) await wait(1)
    await wait(uniform(luck, 'then') * 8)
  }
  running.kill('SIGKILL')
  expect((await running.finished).code).toBe(137)
}

/** Without what is time. */
function timeless(stdout: string): string {
  return stdout.replaceAll(/"p(?:50|95)Ms":[\d.e+-]+/g, '"ms":0').replaceAll(/"p95Between":\{[^}]*\}/g, '"between":0')
}

/** Runs a project to its end over many kills, and looks after each whether anything is lost. */
async function surviveKills(script: string, lane: string): Promise<void> {
  await using server = await answerServer(4)
  await using repository = await makeRepository({ files: manyQuestions(server.url) })
  const kept: Kept[] = []
  for (let nth = 0; nth < kills; nth += 1) {
    await killSomewhere(script, repository, server, `killed ${lane} ${nth}`)
    const now = keptAfterKill(repository, server)
    expect([...(kept.at(-1)?.keys ?? [])].filter((key) => !now.keys.has(key))).toEqual([])
    kept.push(now)
  }
  expect(new Set(kept.map(({ keys }) => keys.size)).size).toBeGreaterThan(kills / 2) // there was something to lose

  expect(await evaluate(script, repository)).toMatchObject({ code: 0, timedOut: false })
  const caseOf = answersIn(repository.dir)
  expect(caseOf.size).toBe(cases)
  const keyOf = new Map([...caseOf].map(([key, caseId]) => [`Question ${caseId.slice(2)}?`, key]))
  for (const { keys, requests } of kept) {
    const later = server.requests.slice(requests).flatMap(({ chat }) => (chat === undefined ? [] : lastUserText(chat)))
    expect(later.filter((question) => keys.has(keyOf.get(question) ?? ''))).toEqual([])
  }

  await using untouched = await makeRepository({ files: manyQuestions(server.url) })
  await evaluate(script, untouched)
  const [survived, undisturbed] = [await evaluate(script, repository), await evaluate(script, untouched)]
  expect(timeless(survived.stdout)).toBe(timeless(undisturbed.stdout))
}

function evaluate(script: string, { dir }: Repository): Promise<Finished> {
  return runNode(script, ['eval', '--format', 'json'], { cwd: dir, env: { LOCAL_KEY: key }, timeoutMs: 120_000 })
}

test('a hundred kills at random lose no answer, ask none twice and corrupt nothing', { timeout: 600_000 }, async () => {
  await using folder = await temporaryDirectory('bundle')
  const script = await bundledCli(folder.path)
  await Promise.all(['one', 'other'].map((lane) => surviveKills(script, lane)))
})
