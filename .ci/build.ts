/**
 * Builds `dist/` from `src/`: tsc to JavaScript, ncc to one file for each entry, esbuild to make it small.
 *   node .ci/build.ts            writes dist/
 *   node .ci/build.ts --check    builds elsewhere and fails when dist/ is not equal to it, byte for byte
 * `dist/promptfoo/` is not of this kind: `.ci/build-promptfoo.ts` builds it, and --check asks whether it should.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, sep } from 'node:path'
import ncc from '@vercel/ncc'
import { transform } from 'esbuild'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
const check = process.argv.includes('--check')

/** File in dist/ -> what it is bundled from. */
const entries = {
  'cli.js': 'src/cli.js',
  'promptfoo-worker.js': 'src/adapters/promptfoo/worker.js',
} as const

/** File name in dist/ -> content. */
type Bundle = Map<string, string | Uint8Array>

function compile(): string {
  const out = join(root, 'build')
  rmSync(out, { recursive: true, force: true })
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  execFileSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], { stdio: 'inherit' })
  return out
}

async function bundle(name: string, entry: string): Promise<Bundle> {
  const { code, assets } = await ncc(entry, { cache: false, quiet: true, license: 'licenses.txt', target: 'es2024' })
  const hashbang = name === 'cli.js' ? '#!/usr/bin/env node\n' : ''
  const files: Bundle = new Map([[name, `${hashbang}${await minified(code.replace(/^#!.*\n/, ''))}`]])
  for (const [asset, { source }] of Object.entries(assets)) {
    if (source.length > 0) files.set(asset, /\.m?js$/.test(asset) ? await minified(source.toString()) : source)
  }
  return files
}

async function bundleAll(compiled: string): Promise<Bundle> {
  const bundles = await Promise.all(Object.entries(entries).map(([name, entry]) => bundle(name, join(compiled, entry))))
  return new Map(bundles.reverse().flatMap((files) => [...files]))
}

async function minified(code: string): Promise<string> {
  const options = { minify: true, target: 'node24', format: 'esm', legalComments: 'none', charset: 'utf8' } as const
  return (await transform(code, options)).code
}

function write(files: Bundle, folder: string): void {
  for (const name of contents(folder).keys()) rmSync(join(folder, name))
  for (const [name, content] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
}

/** Of our part. */
function contents(folder: string): ReadonlyMap<string, string> {
  mkdirSync(folder, { recursive: true })
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.startsWith(join(folder, 'promptfoo', sep)))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'latin1')]),
  )
}

function differences(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((name) => a.get(name) !== b.get(name)).sort()
}

const files = await bundleAll(compile())
if (check) {
  const fresh = mkdtempSync(join(tmpdir(), 'llmops-dist-'))
  write(files, fresh)
  const stale = differences(contents(dist), contents(fresh))
  rmSync(fresh, { recursive: true })
  if (stale.length > 0) {
    console.error(`dist/ is not what src/ builds: ${stale.join(', ')}. Run: npm run build`)
    process.exit(1)
  }
  execFileSync(process.execPath, [join(root, '.ci', 'build-promptfoo.ts'), '--check'], { stdio: 'inherit' })
  console.log('dist/ is what src/ builds')
} else {
  write(files, dist)
  const bytes = [...contents(dist).values()].reduce((sum, content) => sum + content.length, 0)
  console.log(`dist/: ${files.size} files, ${(bytes / 1e6).toFixed(2)} MB`)
}
