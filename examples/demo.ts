/**
 * The main job on the embedded example, without a key or network: makes a Git repository of `support-triage`, opens each of
 * its three changes as a branch, runs `llmops check` and shows the comment beside what a "head < base" gate would have said;
 * then merges one, promotes it to a branch, takes it back, and shows that the next merge does not bring it again, by what an
 * application reads at the target and by the ledger.
 *   npm run demo            shows it and cleans up
 *   npm run demo -- --keep  keeps the repository, to look around in
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

interface Comparison {
  readonly gating: boolean
  readonly measure: 'head' | 'base'
  readonly metrics: readonly {
    readonly metric: string
    readonly base?: { readonly mean: number }
    readonly head?: { readonly mean: number }
  }[]
}

const branches = [
  { name: 'worse', does: 'deletes one line of the prompt' },
  { name: 'better', does: 'adds a line on urgency' },
  { name: 'cannot-tell', does: 'says the first two lines more briefly' },
] as const

const example = join(import.meta.dirname, 'support-triage')
const cli = join(import.meta.dirname, '..', 'dist', 'cli.js')
const dir = mkdtempSync(join(tmpdir(), 'llmops-demo-'))

function git(...args: string[]): void {
  const identity = ['-c', 'user.name=Demo', '-c', 'user.email=demo@example.com', '-c', 'init.defaultBranch=main']
  execFileSync('git', [...identity, ...args], { cwd: dir, stdio: ['ignore', 'ignore', 'inherit'] })
}

function llmops(...args: string[]): { readonly code: number; readonly stdout: string } {
  const { status, stdout } = spawnSync(process.execPath, [cli, ...args], {
    cwd: dir,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return { code: status ?? 70, stdout }
}

/** What a gate says that fails whenever a number is smaller. */
function naiveGate(comparisons: readonly Comparison[]): string {
  const metrics = comparisons
    .filter(({ gating, measure }) => gating && measure === 'head')
    .flatMap(({ metrics }) => metrics)
  const lower = metrics.filter(({ base, head }) => (head?.mean ?? 0) < (base?.mean ?? 0)).map(({ metric }) => metric)
  return lower.length === 0 ? 'pass' : `fail (${lower.join(', ')} smaller than before)`
}

function heading(text: string): void {
  console.log(`\n${'━'.repeat(100)}\n${text}\n${'━'.repeat(100)}\n`)
}

function makeRepository(): void {
  git('init', '--quiet')
  cpSync(join(example, 'llmops.yaml'), join(dir, 'llmops.yaml'))
  cpSync(join(example, 'llmops'), join(dir, 'llmops'), { recursive: true })
  git('add', '.')
  git('commit', '--quiet', '-m', 'Triage tickets')
}

function showChange(name: string, does: string): readonly [branch: string, llmops: string, naive: string] {
  git('checkout', '--quiet', '-b', name, 'main')
  cpSync(join(example, 'branches', name), dir, { recursive: true })
  git('add', '.')
  git('commit', '--quiet', '-m', `A change that ${does}`)
  heading(`Branch '${name}' ${does}.   $ llmops check --format markdown`)
  const { code, stdout } = llmops('check', '--format', 'markdown')
  console.log(stdout)
  const { comparisons } = JSON.parse(llmops('check', '--format', 'json', '--quiet').stdout) as {
    comparisons: readonly Comparison[]
  }
  return [name, `exit code ${code}`, naiveGate(comparisons)]
}

/** Shows a command as somebody would type it, and what it says. */
function show(command: string, text: string): void {
  console.log(`$ ${command}\n${text.trimEnd()}\n`)
}

function typed(args: readonly string[]): string {
  return args.map((arg) => (/^[\w.:/=-]+$/.test(arg) ? arg : `'${arg}'`)).join(' ')
}

function showLlmops(...args: string[]): void {
  const { code, stdout } = llmops(...args)
  show(`llmops ${typed(args)}`, `${stdout}(exit code ${code})`)
}

function showGit(...args: string[]): void {
  show(`git ${typed(args)}`, execFileSync('git', args, { cwd: dir, encoding: 'utf8' }))
}

interface ReleaseFile {
  readonly release: { readonly digest: string; readonly sequence: number; readonly source: string }
  readonly document: { readonly path: string }
}

interface SubjectDocument {
  readonly model: { readonly provider: string; readonly id: string }
  readonly messages: readonly { readonly role: string; readonly content: string }[]
}

/**
 * What an application does that reads its prompt from the branch: two files and one digest, without llmops. Shows the lines
 * of the instructions where `better` has one more.
 */
function showAsRead(): void {
  const file = (path: string) => execFileSync('git', ['show', `deploy/staging:${path}`], { cwd: dir })
  const { release, document } = JSON.parse(file('release.json').toString()) as ReleaseFile
  const bytes = file(document.path)
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
  if (digest !== release.digest) throw new Error(`the document at the target is ${digest}`)
  const { model, messages } = JSON.parse(bytes.toString()) as SubjectDocument
  const lines = (messages[0]?.content ?? '').trimEnd().split('\n')
  show(
    'an application reads deploy/staging (release.json, and the document that it names)',
    [
      `no. ${release.sequence}, ${digest.slice(0, 19)}…, ${bytes.length} bytes as their digest says, from commit ${release.source.slice(0, 7)}`,
      `asks ${model.provider}/${model.id} with ${lines.length} lines of instructions; from line 28 on:`,
      ...lines.slice(27, 31).flatMap((line) => (line === '' ? [] : [`  | ${line}`])),
    ].join('\n'),
  )
}

/** A pull request that changes no behaviour: it says what the prompt is for. */
function mergeDocumentation(): void {
  const file = join(dir, 'llmops', 'triage.yaml')
  git('checkout', '--quiet', '-b', 'describe', 'main')
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(
      'name: triage\n',
      'name: triage\ndescription: Which queue a ticket goes to, and how soon.\n',
    ),
  )
  git('commit', '--quiet', '--all', '-m', 'Say what the prompt is for')
  git('checkout', '--quiet', 'main')
  git('merge', '--quiet', '--no-ff', '-m', 'Merge describe', 'describe')
}

function showPromotion(): void {
  heading("The first promotion: what main holds goes to 'staging', a branch")
  git('checkout', '--quiet', 'main')
  showLlmops('promote')
  showAsRead()
  heading("Merge 'better' and promote: exactly what was evaluated, its new line included")
  git('merge', '--quiet', '--no-ff', '-m', 'Merge better', 'better')
  showLlmops('promote')
  showAsRead()
  heading('Take it back: the bytes at the target change')
  showLlmops('rollback', 'staging', '--reason', 'too many tickets marked urgent')
  showAsRead()
  heading("The next merge (a documentation change; main still has the line of 'better') does not bring it again")
  mergeDocumentation()
  showLlmops('promote')
  showAsRead()
  heading('Who did what, and why: the ledger, and what it says of now')
  showGit('log', '--format=%h %s%n          %(trailers:key=By,key=Reason,separator=%x2C%x20)', 'llmops-ledger')
  showLlmops('status')
}

const started = performance.now()
try {
  makeRepository()
  const rows = branches.map(({ name, does }) => showChange(name, does))
  heading('llmops beside a gate that fails whenever a score is smaller ("head < base")')
  for (const [branch, verdict, naive] of rows)
    console.log(`${branch.padEnd(14)} llmops: ${verdict.padEnd(14)} head < base: ${naive}`)
  showPromotion()
  console.log(
    `\nThree pull requests checked, one promoted and taken back, in ${((performance.now() - started) / 1000).toFixed(1)} s, without a key or network.`,
  )
  if (process.argv.includes('--keep')) console.log(`The repository is kept: ${dir}`)
} finally {
  if (!process.argv.includes('--keep')) rmSync(dir, { recursive: true, force: true })
}
