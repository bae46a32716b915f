/**
 * How long `validate` takes, from the start of the process to its exit, beside what others take for less: `yaml` that
 * parses the same files, ajv that validates them. Every number is the best of several runs, ours and theirs in turn, since
 * other work on the machine can only add to it. Exits with 1 when a limit is missed.
 */
import { spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryDirectory } from '../rig/temp.ts'
import { fileOf, writeLargeProject } from './large-project.ts'

const root = join(import.meta.dirname, '../..')
const cli = [join(root, 'dist/cli.js'), 'validate']
const peer = (folder: string, ...flags: readonly string[]): readonly string[] => [
  join(import.meta.dirname, 'yaml-peer.ts'),
  folder,
  ...flags,
]

interface Row {
  readonly measure: string
  readonly ours: number
  readonly beside: string
  readonly theirs: number
  /** The most that counts as met, in ms or as a share of theirs. */
  readonly limit: { readonly ms: number } | { readonly ratio: number } | undefined
}

/** Runs Node to its end, on one core if asked, and gives the ms it took. */
function run(cwd: string, args: readonly string[], oneCore = false): number {
  const pinned = oneCore && process.platform === 'linux'
  const command = pinned ? ['taskset', '-c', '0', process.execPath, ...args] : [process.execPath, ...args]
  const startedAt = performance.now()
  const { status, stderr } = spawnSync(command[0] ?? '', command.slice(1), { cwd, encoding: 'utf8' })
  const ms = performance.now() - startedAt
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}:\n${stderr}`)
  return ms
}

/** The best of `times` runs of each, in turn. */
function best(times: number, ...runs: readonly (() => number)[]): number[] {
  const found = runs.map(() => Number.POSITIVE_INFINITY)
  for (let turn = 0; turn < times; turn++) {
    for (const [index, one] of runs.entries()) found[index] = Math.min(found[index] ?? 0, one())
  }
  return found
}

function inGit(folder: string): string {
  for (const args of [
    ['init', '--quiet', '-b', 'main'],
    ['add', '.'],
    ['-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-qm', 'x'],
  ])
    spawnSync('git', args, { cwd: folder })
  return folder
}

function example(folder: string): string {
  mkdirSync(folder)
  const source = join(root, 'examples/support-triage')
  for (const name of ['llmops.yaml', 'llmops']) cpSync(join(source, name), join(folder, name), { recursive: true })
  return inGit(folder)
}

function coldRows(folder: string): readonly Row[] {
  const [ours = 0, node = 0, ajv = 0] = best(
    15,
    () => run(folder, cli),
    () => run(folder, ['-e', '0']),
    () => run(folder, peer(folder, '--ajv')),
  )
  return [
    { measure: 'validate the example, cold', ours, beside: 'node alone', theirs: node, limit: { ms: 150 } },
    { measure: 'the same', ours, beside: 'yaml and ajv: shapes only', theirs: ajv, limit: undefined },
  ]
}

function largeRows(folder: string): readonly Row[] {
  const [pinned = 0, yamlPinned = 0] = best(
    5,
    () => run(folder, cli, true),
    () => run(folder, peer(folder), true),
  )
  const [free = 0, yaml = 0, ajv = 0] = best(
    5,
    () => run(folder, cli),
    () => run(folder, peer(folder)),
    () => run(folder, peer(folder, '--ajv')),
  )
  const edit = (): number => {
    appendFileSync(fileOf(folder, 7), '# edited\n')
    return run(folder, cli)
  }
  const [edited = 0] = best(5, edit)
  const measure = '10,000 resources'
  return [
    {
      measure: `${measure}, one core`,
      ours: pinned,
      beside: 'yaml parses them',
      theirs: yamlPinned,
      limit: { ratio: 1.5 },
    },
    { measure: `${measure}, all cores`, ours: free, beside: 'yaml parses them', theirs: yaml, limit: { ratio: 1 } },
    { measure: 'the same', ours: free, beside: 'yaml and ajv: shapes only', theirs: ajv, limit: undefined },
    { measure: 'again after one edit', ours: edited, beside: 'yaml parses them', theirs: yaml, limit: { ms: 1_000 } },
  ]
}

function holds({ ours, theirs, limit }: Row): boolean {
  if (limit === undefined) return true
  return 'ms' in limit ? ours < limit.ms : ours <= limit.ratio * theirs
}

function line(row: Row): readonly string[] {
  const { measure, ours, beside, theirs, limit } = row
  const said = limit === undefined ? '' : 'ms' in limit ? `< ${limit.ms} ms` : `≤ ${limit.ratio.toFixed(1)}`
  const cells = [measure, `${ours.toFixed(0)} ms`, beside, `${theirs.toFixed(0)} ms`, (ours / theirs).toFixed(2), said]
  return [...cells, limit === undefined ? '' : holds(row) ? 'ok' : 'MISSED']
}

await using directory = await temporaryDirectory('bench')
const large = join(directory.path, 'large')
mkdirSync(large)
writeLargeProject(large, 10_000)
const rows = [...coldRows(example(join(directory.path, 'example'))), ...largeRows(inGit(large))]
const table = [['validate', 'ours', 'beside', 'theirs', 'ratio', 'limit', ''], ...rows.map(line)]
const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((cells) => (cells[column] ?? '').length)))
for (const cells of table)
  console.log(
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
console.log('ajv-cli is not installed; ajv itself stands for it. No thread and no cache is at work: see plain-yaml.ts.')
process.exitCode = rows.every(holds) ? 0 : 1
