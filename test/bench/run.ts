/**
 * Runs the benchmarks, each in a process of its own, and fails when one of them misses a limit.
 *   npm run bench                 all of them
 *   npm run bench -- validate     those with these names
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** Every benchmark, with its file in this folder. */
const benchmarks: { readonly [name: string]: string } = {
  decision: 'decision-benchmark.ts',
  engine: 'engine.ts',
  early: 'early-stop.ts',
  shards: 'shards.ts',
  start: 'start.ts',
  statistics: 'statistics.ts',
  truth: 'truth.ts',
  validate: 'validate-benchmark.ts',
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !Object.hasOwn(benchmarks, name))
if (unknown.length > 0) {
  console.error(`no benchmark ${unknown.join(', ')}; there are: ${Object.keys(benchmarks).join(', ')}`)
  process.exit(64)
}

for (const [name, file] of Object.entries(benchmarks)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.log(`\n# ${name}`)
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, file)], { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
