/**
 * The whole truth about a change: types, lint, format, dead code, generated files, dist/, all tests.
 * Every step runs, also after one has failed. Last line: `N passed, N failed, N skipped`.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

interface Counts {
  passed: number
  failed: number
  skipped: number
}

const root = join(import.meta.dirname, '..')
const results = join(root, 'build', 'vitest.json')

/** Each is one check; tests count one by one. */
const steps: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ['types', 'tsc', '-p', '.'],
  ['types of the report page', 'tsc', '-p', 'src/report/html/browser'],
  ['lint', 'oxlint', '--type-aware', 'src', 'test', '.ci', 'examples'],
  ['format', 'biome', 'format', '.'],
  ['dead code', 'knip'],
  ['dead code in production', 'knip', '--production'],
  ['generated files', 'node', '.ci/generate.ts', '--check'],
  ['README.md', 'node', '.ci/readme.ts', '--check'],
  ['dist/', 'node', '.ci/build.ts', '--check'],
]

function run(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit' }).status === 0
}

function checks(counts: Counts): void {
  for (const [name, command, ...args] of steps) {
    const holds = run(command, args)
    console.log(`${holds ? 'ok' : 'FAILED'}: ${name}`)
    counts[holds ? 'passed' : 'failed']++
  }
}

function tests(counts: Counts): void {
  rmSync(results, { force: true })
  const finished = run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`])
  const { numPassedTests, numFailedTests, numPendingTests } = readResults()
  counts.passed += numPassedTests
  counts.failed += numFailedTests + (finished || numFailedTests > 0 ? 0 : 1)
  counts.skipped += numPendingTests
}

function readResults(): { numPassedTests: number; numFailedTests: number; numPendingTests: number } {
  try {
    return JSON.parse(readFileSync(results, 'utf8'))
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 }
  }
}

const counts: Counts = { passed: 0, failed: 0, skipped: 0 }
checks(counts)
tests(counts)
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
process.exit(counts.failed > 0 ? 1 : 0)
