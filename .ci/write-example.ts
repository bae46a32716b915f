/**
 * Writes the recorded answers of `examples/support-triage` and of its three branches. No model gave them: they are written
 * for the example, by the rules below, so that it runs without a key and says the same everywhere. Every line is marked.
 *   node .ci/write-example.ts
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { openRepository } from '../src/adapters/git/repository.ts'
import { WorkTreeSnapshot } from '../src/adapters/git/work-tree-snapshot.ts'
import { keyOf } from '../src/evaluation/call.ts'
import { askedText } from '../src/evaluation/name-request.ts'
import { evaluationsOf } from '../src/evaluation/pair-evaluations.ts'
import { formatRecorded, type RecordedLine } from '../src/evaluation/recorded.ts'
import { requestFor } from '../src/evaluation/request-for.ts'
import type { Case } from '../src/resources/project.ts'
import { loadProject } from '../src/rules/load-project.ts'

type Version = 'main' | 'worse' | 'better' | 'cannot-tell'
type Field = 'queue' | 'urgency' | 'format'
type ModelName = 'standard' | 'economy'

const example = join(import.meta.dirname, '..', 'examples', 'support-triage')
const note = 'written for the example'

/** How many tickets each model gets wrong on main, of 120. */
const wrongOnMain: Readonly<Record<ModelName, Readonly<Record<Field, number>>>> = {
  standard: { queue: 11, urgency: 22, format: 1 },
  economy: { queue: 24, urgency: 35, format: 4 },
}

type Flips = Readonly<Record<Field, readonly [broken: number, fixed: number]>>

/** How many tickets a branch breaks and fixes beside the withdrawals. */
const flips: Readonly<Record<Exclude<Version, 'main'>, Readonly<Record<ModelName, Flips>>>> = {
  worse: {
    standard: { queue: [1, 2], urgency: [2, 3], format: [0, 0] },
    economy: { queue: [3, 1], urgency: [3, 2], format: [1, 0] },
  },
  better: {
    standard: { queue: [1, 2], urgency: [1, 14], format: [0, 1] },
    economy: { queue: [3, 4], urgency: [4, 11], format: [0, 1] },
  },
  'cannot-tell': {
    standard: { queue: [1, 1], urgency: [7, 4], format: [0, 0] },
    economy: { queue: [3, 2], urgency: [5, 6], format: [2, 1] },
  },
}

const queues = ['refunds', 'delivery', 'returns', 'technical', 'billing', 'account', 'safety', 'other']
const likelyConfusion: Readonly<Record<string, string>> = {
  refunds: 'returns',
  delivery: 'billing',
  returns: 'refunds',
  technical: 'returns',
  billing: 'refunds',
  account: 'other',
  safety: 'technical',
  other: 'technical',
}
const likelyUrgency: Readonly<Record<string, string>> = { high: 'normal', normal: 'high', low: 'normal' }
const asks: Readonly<Record<string, string>> = {
  refunds: 'The customer wants money back.',
  delivery: 'The customer asks about goods on their way.',
  returns: 'The customer wants to send goods back.',
  technical: 'The customer has a problem with a product in use.',
  billing: 'The customer questions a payment or an invoice.',
  account: 'The customer needs help with the account.',
  safety: 'The ticket describes a danger from a product.',
  other: 'No request that another queue answers.',
}
const urgencyReason: Readonly<Record<string, string>> = {
  high: 'A rule for high urgency applies.',
  normal: 'Nothing makes it urgent.',
  low: 'Only information is wanted.',
}

/** In [0, 1), the same on every machine. */
function chance(...of: readonly string[]): number {
  return createHash('sha256').update(of.join('\n')).digest().readUInt32BE(0) / 2 ** 32
}

/** The `count` tickets that come first in an order of their own; hard ones tend to come first. */
function pick(cases: readonly Case[], count: number, ...of: readonly string[]): ReadonlySet<string> {
  const ease: Readonly<Record<string, number>> = { typical: 1, hard: 0.35, edge: 0.6, adversarial: 0.5 }
  const order = (row: Case) => chance(row.id, ...of) * (ease[textIn(row.columns, 'kind')] ?? 1)
  return new Set(
    cases
      .toSorted((a, b) => order(a) - order(b))
      .slice(0, count)
      .map(({ id }) => id),
  )
}

function textIn(fields: Case['columns'], name: string): string {
  const value = fields[name]
  return typeof value === 'string' ? value : ''
}

function isWithdrawal({ id }: Case): boolean {
  return id.includes('withdrawal')
}

/** The line that `worse` deletes decides withdrawals; without it nearly all German ones go by the request for money. */
function breaksWithoutTheLine(row: Case, model: ModelName): boolean {
  const share: Readonly<Record<string, number>> = { de: model === 'standard' ? 0.88 : 0.95, fr: 0.67, en: 0 }
  return isWithdrawal(row) && chance(row.id, 'withdrawal') < (share[textIn(row.columns, 'language')] ?? 0)
}

function wrongTickets(cases: readonly Case[], model: ModelName, version: Version, field: Field): ReadonlySet<string> {
  const eligible = field === 'queue' ? cases.filter((row) => !isWithdrawal(row)) : cases
  const onMain = pick(eligible, wrongOnMain[model][field], model, field)
  if (version === 'main') return onMain
  const [broken, fixed] = flips[version][model][field]
  const newlyWrong = pick(
    eligible.filter(({ id }) => !onMain.has(id)),
    broken,
    model,
    field,
    version,
    'broken',
  )
  const nowRight = pick(
    eligible.filter(({ id }) => onMain.has(id)),
    fixed,
    model,
    field,
    version,
    'fixed',
  )
  const lost =
    version === 'worse' && field === 'queue'
      ? cases.filter((row) => breaksWithoutTheLine(row, model)).map(({ id }) => id)
      : []
  return new Set([...onMain, ...newlyWrong, ...lost].filter((id) => !nowRight.has(id)))
}

function answerText(row: Case, wrong: Readonly<Record<Field, ReadonlySet<string>>>, model: ModelName): string {
  const expected = { queue: textIn(row.expected, 'queue'), urgency: textIn(row.expected, 'urgency') }
  const queue = wrong.queue.has(row.id) ? confusedQueue(row, expected.queue, model) : expected.queue
  const urgency = wrong.urgency.has(row.id) ? (likelyUrgency[expected.urgency] ?? 'normal') : expected.urgency
  const json = JSON.stringify({ queue, urgency, reason: `${asks[queue]} ${urgencyReason[urgency]}` })
  return wrong.format.has(row.id) ? `Here is the triage:\n\n${json}` : json
}

function confusedQueue(row: Case, right: string, model: ModelName): string {
  if (isWithdrawal(row)) return /instalments|invoice|not-shipped|gift-card/.test(row.id) ? 'billing' : 'refunds'
  if (chance(row.id, model, 'confused') < 0.7) return likelyConfusion[right] ?? 'other'
  const others = queues.filter((queue) => queue !== right && queue !== 'safety')
  return others[Math.floor(chance(row.id, model, 'other') * others.length)] ?? 'other'
}

async function linesOf(folder: string, version: Version): Promise<readonly RecordedLine[]> {
  const { project, diagnostics } = await loadProject(new WorkTreeSnapshot(await openRepository(folder)), '')
  const suite = project?.suites.get('quality')
  if (suite === undefined) throw new Error(`the example does not load: ${JSON.stringify(diagnostics)}`)
  const { cases } = suite.measure
  return evaluationsOf(suite).flatMap((evaluation) => {
    const model = evaluation.model?.name as ModelName
    const wrongIn = (field: Field) => wrongTickets(cases, model, version, field)
    const wrong = { queue: wrongIn('queue'), urgency: wrongIn('urgency'), format: wrongIn('format') }
    return cases.map((row): RecordedLine => {
      const call = requestFor(evaluation, row, 1)
      const text = answerText(row, wrong, model)
      const characters = call.request.messages.reduce((sum, { content }) => sum + content.length, 0)
      const usage = { inputTokens: Math.ceil(characters / 4), outputTokens: Math.ceil(text.length / 4) }
      const { provider, model: id, trial } = call
      const asked = askedText(call)
      return { key: keyOf(call), provider, model: id, trial, asked, answer: { text, usage }, note }
    })
  })
}

/** The example with a branch's files over it, in a folder of its own. */
function laidOut(version: Version): string {
  const dir = mkdtempSync(join(tmpdir(), 'llmops-example-'))
  execFileSync('git', ['init', '--quiet', dir])
  cpSync(join(example, 'llmops.yaml'), join(dir, 'llmops.yaml'))
  cpSync(join(example, 'llmops'), join(dir, 'llmops'), { recursive: true })
  if (version !== 'main') cpSync(join(example, 'branches', version), dir, { recursive: true })
  return dir
}

function write(file: string, lines: readonly RecordedLine[]): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, formatRecorded(lines))
}

const versions: readonly Version[] = ['main', ...(readdirSync(join(example, 'branches')).sort() as Version[])]
const known = new Set<string>()
for (const version of versions) {
  const dir = laidOut(version)
  const lines = (await linesOf(dir, version)).filter(({ key }) => !known.has(key))
  for (const { key } of lines) known.add(key)
  const home = version === 'main' ? example : join(example, 'branches', version)
  const file = join(home, 'llmops', 'recorded', version === 'main' ? 'quality.jsonl' : `${version}.jsonl`)
  write(file, lines)
  console.log(`${file.slice(example.length + 1)}: ${lines.length} answers, ${readFileSync(file).length} bytes`)
  rmSync(dir, { recursive: true })
}
