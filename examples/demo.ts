/**
 * The main job on the embedded example, without a key or network: makes a Git repository of `support-triage`, opens each of
 * its three changes as a branch, runs `llmops check` and shows the comment beside what a "head < base" gate would have said;
 * then merges one, promotes it to a branch, takes it back, and shows that the next merge does not bring it again.
 *   npm run demo            shows it and cleans up
 *   npm run demo -- --keep  keeps the repository, to look around in
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
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

function showLlmops(...args: string[]): void {
  const { code, stdout } = llmops(...args)
  show(`llmops ${args.join(' ')}`, `${stdout}(exit code ${code})`)
}

function showGit(...args: string[]): void {
  show(`git ${args.join(' ')}`, execFileSync('git', args, { cwd: dir, encoding: 'utf8' }))
}

function showPromotion(): void {
  heading("The first promotion: what main holds goes to 'staging', a branch")
  git('checkout', '--quiet', 'main')
  showLlmops('promote')
  heading("Merge 'better' and promote: exactly what was evaluated")
  git('merge', '--quiet', '--no-ff', '-m', 'Merge better', 'better')
  showLlmops('promote')
  showGit('show', 'deploy/staging:release.json')
  showGit('ls-tree', '-r', '--name-only', 'deploy/staging')
  heading('Take it back')
  showLlmops('rollback', 'staging', '--reason', 'too many tickets marked urgent')
  showGit('show', 'deploy/staging:release.json')
  heading('The next merge does not bring it again')
  git('commit', '--quiet', '--allow-empty', '-m', 'An unrelated change')
  showLlmops('promote')
  showLlmops('status')
  showGit('log', '--format=%s', 'llmops-ledger')
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
